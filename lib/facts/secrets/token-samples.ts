/** A credential as it could stand in a file, made up at run time so that no text of its form stands in this repository. */
export interface TokenSample {
  readonly rule: string
  readonly messageId: string
  readonly what: string
  readonly value: string
  /** The file's name and what stands around the value there, where the rule asks for it. */
  readonly path?: string
  readonly before?: string
  readonly after?: string
}

const DIGITS = '0123456789'
const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const LETTERS = `${LOWER}${LOWER.toUpperCase()}`
const ALPHANUMERIC = `${LETTERS}${DIGITS}`
const BASE32 = `${LOWER.toUpperCase()}234567`
const BASE64 = `${ALPHANUMERIC}+/`
const HEX = `${DIGITS}abcdef`

/** Numbers from 0 up to 1, the same ones in every run. */
export function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648
  }
}

function body(length: number, alphabet: string): string {
  const next = sequence(length * 31 + alphabet.length)
  return Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join('')
}

function sample(
  rule: string,
  messageId: string,
  what: string,
  value: string,
  around: Pick<TokenSample, 'path' | 'before' | 'after'> = {},
): TokenSample {
  return { rule, messageId, what, value, ...around }
}

const key = (kind: string) => {
  const header = (word: string) => `-----${word} ${kind}PRIVATE KEY-----`
  return `${header('BEGIN')}\n${`MIIEpAIBAAKCAQEA${body(48, BASE64)}\n`.repeat(12)}${header('END')}`
}

export const TOKEN_SAMPLES: readonly TokenSample[] = [
  sample('aws', 'AWSAccessKeyID', 'AWS access key', `AKIA${body(16, BASE32)}`),
  sample('aws', 'AWSAccessKeyID', 'AWS access key', `ASIA${body(16, BASE32)}`),
  ...['AWS_SECRET_ACCESS_KEY=', 'aws_secret_access_key = "', '"SecretAccessKey": "', 'secret_access_key  :\n  '].map(
    (before) => sample('aws', 'AWSSecretAccessKey', 'AWS secret access key', body(40, BASE64), { before }),
  ),
  sample('privatekey', 'PrivateKey', 'private key', key('')),
  sample('privatekey', 'PrivateKey', 'private key', key('RSA ')),
  sample('privatekey', 'PrivateKey', 'private key', key('EC ').replaceAll('\n', '\\n')),
  sample('npm', 'NPM_ACCESS_TOKEN', 'npm token', `npm_${body(36, ALPHANUMERIC)}`),
  sample('npm', 'Npmrc_authToken', 'npm token', body(36, HEX), {
    path: '.npmrc',
    before: '//registry.example.org/:_authToken=',
  }),
  sample('npm', 'PackageJSON_xOauthToken', 'GitHub token', body(40, HEX), {
    path: 'package.json',
    before: '"git+https://',
    after: ':x-oauth-basic@github.com/o/r.git"',
  }),
  ...['xoxb', 'xoxp', 'xoxa', 'xoxo', 'xoxr', 'xapp-1'].map((start) =>
    sample(
      'slack',
      'SLACK_TOKEN',
      'Slack token',
      `${start}-${body(12, DIGITS)}-${body(13, DIGITS)}-${body(24, ALPHANUMERIC)}`,
    ),
  ),
  ...['hooks.slack.com', 'HOOKS.Slack.com'].map((host) =>
    sample(
      'slack',
      'IncomingWebhook',
      'Slack webhook',
      `https://${host}/services/T${body(8, BASE32)}/B${body(10, BASE32)}/${body(24, ALPHANUMERIC)}`,
    ),
  ),
  ...['shppa', 'shpca', 'shpat', 'shpss'].map((start) =>
    sample('shopify', 'SHOPIFY_KEY', 'Shopify token', `${start}_${body(32, HEX)}`),
  ),
  ...['ghp', 'gho', 'ghu', 'ghs', 'ghr'].map((start) =>
    sample('github', 'GITHUB_TOKEN', 'GitHub token', `${start}_${body(36, ALPHANUMERIC)}`),
  ),
  sample('github', 'GITHUB_TOKEN', 'GitHub token', `github_pat_${body(22, ALPHANUMERIC)}_${body(59, ALPHANUMERIC)}`),
  sample('gitlab', 'GITLAB_PERSONAL_ACCESS_TOKEN', 'GitLab token', `glpat-${body(20, `${ALPHANUMERIC}_-`)}`),
  sample('grafana', 'GRAFANA_CLOUD_API_TOKEN', 'Grafana Cloud token', `glc_eyJ${body(60, BASE64)}=`),
  sample(
    'grafana',
    'GRAFANA_SERVICE_ACCOUNT_TOKEN',
    'Grafana service account token',
    `glsa_${body(32, ALPHANUMERIC)}_${body(8, HEX)}`,
  ),
  sample('openai', 'OPENAI_TOKEN', 'OpenAI key', `sk-${body(20, ALPHANUMERIC)}T3BlbkFJ${body(20, ALPHANUMERIC)}`),
  ...['proj', 'svcacct', 'admin'].map((kind) =>
    sample(
      'openai',
      'OPENAI_TOKEN',
      'OpenAI key',
      `sk-${kind}-${body(74, ALPHANUMERIC)}T3BlbkFJ${body(74, ALPHANUMERIC)}`,
    ),
  ),
  sample('anthropic', 'ANTHROPIC_API_KEY', 'Anthropic key', `sk-ant-api03-${body(93, ALPHANUMERIC)}AA`),
  sample('groq', 'GROQ_API_KEY', 'Groq key', `gsk_${body(52, ALPHANUMERIC)}`),
  sample('huggingface', 'HUGGINGFACE_USER_ACCESS_TOKEN', 'Hugging Face token', `hf_${body(34, LETTERS)}`),
  sample('linear', 'LINEAR_API_TOKEN', 'Linear key', `lin_api_${body(40, ALPHANUMERIC)}`),
  sample('notion', 'NOTION_INTEGRATION_TOKEN', 'Notion token', `ntn_${body(11, DIGITS)}${body(35, ALPHANUMERIC)}`),
  sample('1password', 'OPS_TOKEN', '1Password service account token', onePasswordToken()),
  ...['hvs', 'hvb', 'hvr'].map((start) =>
    sample(
      'hashicorp-vault',
      `HASHICORP_VAULT_${{ hvs: 'SERVICE', hvb: 'BATCH', hvr: 'RECOVERY' }[start]}_TOKEN`,
      start === 'hvr' ? 'HashiCorp Vault recovery token' : 'HashiCorp Vault token',
      `${start}.${body(start === 'hvb' ? 160 : 95, ALPHANUMERIC)}`,
    ),
  ),
  ...Object.entries({
    vcp: 'VERCEL_PERSONAL_ACCESS_TOKEN',
    vci: 'VERCEL_INTEGRATION_TOKEN',
    vca: 'VERCEL_APP_ACCESS_TOKEN',
    vcr: 'VERCEL_APP_REFRESH_TOKEN',
    vck: 'VERCEL_AI_GATEWAY_API_KEY',
  }).map(([start, messageId]) =>
    sample(
      'vercel',
      messageId,
      start === 'vck' ? 'Vercel AI Gateway key' : 'Vercel token',
      `${start}_${body(56, ALPHANUMERIC)}`,
    ),
  ),
  sample('databricks', 'DATABRICKS_PERSONAL_ACCESS_TOKEN', 'Databricks token', `dapi${body(32, HEX)}`),
  sample('docker', 'DOCKER_PERSONAL_ACCESS_TOKEN', 'Docker token', `dckr_pat_${body(27, ALPHANUMERIC)}`),
  sample('figma', 'FIGMA_PERSONAL_ACCESS_TOKEN', 'Figma token', `figd_${body(40, ALPHANUMERIC)}`),
]

/** Base64 of a JSON object whose end the rule looks for. */
function onePasswordToken(): string {
  const account = JSON.stringify({ signInAddress: 'skylark.1password.com', deviceUuid: body(26, LOWER) })
  for (let padding = 0; padding < 3; padding++) {
    const text = btoa(account.replace('}', `,"secretKey":"${body(40 + padding, HEX)}"}`))
    if (/fQ==$/.test(text)) return `ops_${text}`
  }
  throw new Error('No padding ends in the bytes of a closing brace')
}
