import { generateKeyPairSync } from 'node:crypto'

const CLIENT = { clientId: 'generated-app', clientSecret: 'generated-app-secret' }

/** An App with a key of its own that is installed on all of a generated organisation. */
export function installedApp() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  return {
    /** As the local GitHub describes it. */
    app: {
      id: 1,
      slug: 'airworthy',
      name: 'Airworthy',
      ...CLIENT,
      publicKeyPem: publicKey,
      webhook: null,
      permissions: { metadata: 'read', contents: 'read', members: 'read', pull_requests: 'read' } as const,
      installations: [{ id: 50_001, organisation: 'meridian', repositories: 'all' as const }],
    },
    /** By which a process is it. */
    environment: {
      GITHUB_APP_ID: '1',
      GITHUB_APP_PRIVATE_KEY: privateKey,
      GITHUB_CLIENT_ID: CLIENT.clientId,
      GITHUB_CLIENT_SECRET: CLIENT.clientSecret,
    },
  }
}
