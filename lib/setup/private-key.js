import { createPrivateKey } from 'node:crypto'

/**
 * A GitHub App's private key as settings hold it: the PEM as it is, with its line ends written as \n, or in base64,
 * because not every place that holds settings keeps lines.
 * @param {string} text
 * @returns {string | undefined} the PEM; undefined when it is none
 */
export function readPrivateKey(text) {
  const decoded = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8')
  const pem = decoded.replaceAll('\\n', '\n').trim()
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa' ? pem : undefined
  } catch {
    return undefined
  }
}
