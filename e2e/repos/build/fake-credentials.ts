import { createHash } from 'node:crypto'

const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const PLACEHOLDER = /@@FAKE:([a-z0-9_]{1,40})@@/g

/** Assembled from halves, so that no credential-shaped text stands in this repository. */
const makers: Record<string, (draw: Draw) => string> = {
  stripe_live: (draw) => ['sk', 'live', `51${draw(97, BASE62)}`].join('_'),
  aws_access_key: (draw) => `AK${'IA'}${draw(16, BASE32)}`,
  aws_secret_key: (draw) => draw(40, `${BASE62}+/`),
  github_token: (draw) => `gh${'p'}_${draw(36, BASE62)}`,
  slack_webhook: (draw) =>
    `https://hooks.${'slack'}.com/services/T${draw(10, BASE32)}/B${draw(10, BASE32)}/${draw(24, BASE62)}`,
  password: (draw) => draw(18, BASE62),
  private_key: (draw) => {
    const lines = Array.from({ length: 24 }, () => draw(64, `${BASE62}+/`))
    const [begin, end] = ['BEGIN', 'END'].map((word) => `-----${word} RSA ${'PRIVATE'} KEY-----`)
    return [begin, `MIIE${lines[0]?.slice(4)}`, ...lines.slice(1), `${draw(31, BASE62)}=`, end].join('\n')
  },
}

type Draw = (length: number, alphabet: string) => string

/** Replaces each `@@FAKE:kind@@` by a credential of the right shape; the same in every file of one repository. */
export function fillFakeCredentials(text: string, repository: string): string {
  return text.replace(PLACEHOLDER, (_, kind: string) => {
    const make = makers[kind]
    if (!make) throw new Error(`${repository}: no fake credential of kind "${kind}"`)
    return make(drawFrom(`${repository}:${kind}`))
  })
}

function drawFrom(seed: string): Draw {
  let block = 0
  return (length, alphabet) => {
    let drawn = ''
    while (drawn.length < length) {
      const bytes = createHash('sha256').update(`${seed}:${block++}`).digest()
      for (const byte of bytes) drawn += alphabet[byte % alphabet.length]
    }
    return drawn.slice(0, length)
  }
}
