// The limit of what a client on Node can reach: two calls on node:http or node:https, signed by hand (AWS Signature Version 4), without
// SDK, toolkit, settings, retries or a word to anybody. CommonJS, because it starts the fastest. Its argument is the
// service; exits with 1 where an answer is not 200.
const { createHash, createHmac } = require('node:crypto');

const [, , service] = process.argv;
const { AWS_ENDPOINT_URL_PROTON, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
const { protocol, hostname, port, host } = new URL(AWS_ENDPOINT_URL_PROTON);
const { Agent, request } = require(protocol === 'https:' ? 'node:https' : 'node:http');
const agent = new Agent({ keepAlive: true });

call('CancelServicePipelineDeployment', { serviceName: service }, () => {
  call('GetService', { name: service }, () => agent.destroy());
});

function call(operation, input, next) {
  const body = JSON.stringify(input);
  const headers = signed(
    {
      'content-type': 'application/x-amz-json-1.0',
      host,
      'x-amz-date': new Date().toISOString().replace(/[-:]|\.\d+/g, ''),
      'x-amz-target': `AwsProton20200720.${operation}`,
    },
    body,
  );
  const sent = request({ hostname, port, method: 'POST', path: '/', headers, agent }, (response) => {
    if (response.statusCode !== 200) process.exitCode = 1;
    // In the next turn, when the connection is free again.
    response.resume().on('end', () => setImmediate(next));
  });
  sent.end(body);
}

function signed(headers, body) {
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = ['POST', '/', '', lines.join(''), names, sha256(body)].join('\n');
  const date = headers['x-amz-date'];
  const scope = `${date.slice(0, 8)}/${AWS_REGION}/proton/aws4_request`;
  const key = scope.split('/').reduce((parent, part) => hmac(parent, part), `AWS4${AWS_SECRET_ACCESS_KEY}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')).toString('hex');
  const credential = `Credential=${AWS_ACCESS_KEY_ID}/${scope}`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...headers, authorization };
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key, text) {
  return createHmac('sha256', key).update(text).digest();
}
