import { createHmac } from 'node:crypto'

/**
 * What an organisation's own webhook is signed with. It follows from GITHUB_WEBHOOK_SECRET and tells nothing of it, nor of
 * the secret of another organisation.
 * @param {string} secret GITHUB_WEBHOOK_SECRET
 * @param {string} organisationId GitHub's number
 */
export function organisationSecret(secret, organisationId) {
  return createHmac('sha256', secret).update(`organisation:${organisationId}`).digest('hex')
}
