import { visible } from '../text/escape.ts';

/** A shorter text is part of too many words to be taken out of them. In UTF-16 units. */
const shortestSecret = 4;
/** An encoding without its ends stands for less of the secret, and must not be found in ordinary words. */
const shortestPart = 6;

/**
 * The texts that a secret may appear as: itself, URL-encoded, JSON-escaped once and twice (a message inside an output), in
 * XML or HTML, and inside a longer text that is encoded as base64; each as it is, and without what is not seen.
 */
export function formsOf(secret: string): readonly string[] {
  if (secret.length < shortestSecret) return [];
  const forms = [secret, ...urlForms(secret), ...jsonForms(secret), xmlForm(secret)];
  const shown = forms.flatMap((form) => [form, visible(form)]).filter((form) => form.length >= shortestSecret);
  return [...new Set([...shown, ...base64Forms(secret)])];
}

function urlForms(secret: string): readonly string[] {
  // A lone surrogate can't be encoded.
  const text = secret.toWellFormed();
  const forms = [encodeURIComponent(text), encodeURI(text), new URLSearchParams([['', text]]).toString().slice(1)];
  return forms.flatMap((form) => [form, form.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase())]);
}

function jsonForms(secret: string): readonly string[] {
  const once = jsonForm(secret);
  return [once, once.replaceAll('/', '\\/'), jsonForm(once), asciiForm(once)];
}

function jsonForm(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** JSON in pure ASCII, as some servers write it. */
function asciiForm(json: string): string {
  return json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function xmlForm(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/**
 * Base64 takes three bytes at a time, so a secret inside a longer text has one of three forms. Their first and last characters
 * may stand for its neighbours, too: those are left off.
 */
function base64Forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const parts = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const rest = (before + bytes.length) % 3;
    return encoded.slice(before === 0 ? 0 : before + 1, rest === 0 ? undefined : -(4 - rest));
  });
  const forms = [bytes.toString('base64'), ...parts.filter((part) => part.length >= shortestPart)];
  return forms.flatMap((form) => [
    form,
    form
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace(/={1,2}$/, ''),
  ]);
}
