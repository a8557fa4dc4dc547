import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../../../emulator/cloudformation/template.ts';

const yaml = `
AWSTemplateFormatVersion: 2010-09-09
Description: Sells things
Parameters:
  Version: { Type: Number, Default: 1 }
  Password:
    Type: String
    NoEcho: true
    Description: Of the database
Conditions:
  IsBig: !Equals [!Ref Version, 2]
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      Name: !Sub "\${AWS::StackName}-table"
      Key: !Select [0, !Split [",", !GetAtt Other.Arn]]
  Api:
    Type: AWS::ECS::Service
Outputs:
  Url: { Value: https://example.com }
  Table: { Value: !Ref Table }
  Arn: { Value: !GetAtt Table.Arn, Export: { Name: !Sub "x-\${Version}" } }
`;

describe('a template', () => {
  test('in YAML is read with its short forms', () => {
    const { description, parameters, resources, outputs } = parseTemplate(yaml);
    expect(description).toBe('Sells things');
    expect(parameters).toEqual([
      { name: 'Version', type: 'Number', default: '1', noEcho: false, description: undefined },
      { name: 'Password', type: 'String', default: undefined, noEcho: true, description: 'Of the database' },
    ]);
    expect(resources.map(({ logicalId, type }) => [logicalId, type])).toEqual([
      ['Table', 'AWS::DynamoDB::Table'],
      ['Api', 'AWS::ECS::Service'],
    ]);
    expect(outputs).toEqual([
      { name: 'Url', value: 'https://example.com' },
      { name: 'Table', value: '{"Ref":"Table"}', refersTo: 'Table' },
      { name: 'Arn', value: 'Table.Arn' },
    ]);
  });

  test('in JSON is read likewise', () => {
    const resources = { Table: { Type: 'AWS::DynamoDB::Table', DependsOn: 'Api' }, Api: { Type: 'AWS::ECS::Service' } };
    const template = { Resources: resources, Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] } } } };
    const read = parseTemplate(JSON.stringify(template, undefined, '\t'));
    expect(read.resources.map(({ logicalId }) => logicalId)).toEqual(['Table', 'Api']);
    expect(read.outputs).toEqual([{ name: 'Arn', value: '{"Fn::GetAtt":["Table","Arn"]}' }]);
  });

  test.each([
    ['', 'unsupported structure.'],
    ['just a text', 'unsupported structure.'],
    ['{"Resources": ', 'JSON not well-formed.'],
    ['Resources: {A: ', 'YAML not well-formed.'],
    ['Resources: *nowhere', 'YAML not well-formed.'],
    ['{}', 'At least one Resources member must be defined.'],
    ['Resources: {A: {Kind: B}}', '[/Resources/A] Every Resources object must contain a Type member.'],
    ['Resources: {A: &a {Type: B, C: *a}}', 'unsupported structure.'],
    [`{"Resources": {"A": {"Type": "B", "C": ${'['.repeat(25_000)}${']'.repeat(25_000)}}}}`, 'unsupported structure.'],
    [`Resources: {A: {Type: B, C: ${'['.repeat(25_000)}${']'.repeat(25_000)}}}`, 'YAML not well-formed.'],
  ])("that isn't one is refused in CloudFormation's words: %#", (text, problem) => {
    expect(() => parseTemplate(text)).toThrow(`Template format error: ${problem}`);
  });

  test('that is longer than CloudFormation allows is refused', () => {
    expect(() => parseTemplate('#'.repeat(1_000_001))).toThrow('Template may not exceed 1000000 bytes in size.');
  });
});
