/** What a message of a rule means to us. */
interface Credential {
  /** "GitHub token": shown to people. */
  readonly what: string
  /** The value in what the rule points at (group 1), where its range starts at a name or covers something else. */
  readonly value?: RegExp
  /** Tells a value of that provider from what only looks like one; all pass without it. */
  readonly accepts?: RegExp
}

/** A rule of secretlint that is asked. */
export interface LibraryRule {
  /** Without `@secretlint/secretlint-rule-`. */
  readonly id: string
  /** Stands in every text that the rule reports anything of interest on: texts without it are not handed to the rule. */
  readonly trigger: RegExp
  /** By message id. What is not listed here is no credential. */
  readonly messages: Readonly<Record<string, Credential>>
}

/**
 * Rules that are left out: `gcp` reads the disk and reports whole files, `basicauth` and `database-connection-string`
 * see less than URL_CREDENTIAL, `sendgrid` takes `SG.a.bc` for a key and misses real ones (ours is exact), and
 * `filter-comments` would let a comment hide what it should only explain.
 */
export const LIBRARY_RULES: readonly LibraryRule[] = [
  {
    id: 'aws',
    trigger: /AKIA|ASIA|(?:SECRET|secret|Secret)_?(?:ACCESS|access|Access)_?(?:KEY|key|Key)/,
    messages: {
      // Other prefixes name users, roles and groups, which are no secrets.
      AWSAccessKeyID: { what: 'AWS access key', accepts: /^(?:AKIA|ASIA)[A-Z2-7]{16}$/ },
      AWSSecretAccessKey: {
        what: 'AWS secret access key',
        value: /^.{10,300}?[:=]>?\s*["']?([A-Za-z0-9/+=]{40})(?![A-Za-z0-9/+=])/s,
        accepts: /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])/,
      },
    },
  },
  { id: 'privatekey', trigger: /PRIVATE KEY/, messages: { PrivateKey: { what: 'private key' } } },
  {
    id: 'npm',
    trigger: /npm_|:x-oauth-basic@|_authToken=/,
    messages: {
      NPM_ACCESS_TOKEN: { what: 'npm token' },
      Npmrc_authToken: { what: 'npm token', value: /^_authToken=["']?([^"'\s]{1,2000})/, accepts: /^[\w+/=.-]{16,}$/ },
      PackageJSON_xOauthToken: { what: 'GitHub token', value: /^https?:\/\/(.{1,256}?):x-oauth-basic@/ },
    },
  },
  {
    id: 'slack',
    trigger: /xox[abopr]-|xapp-|[hH][oO][oO][kK][sS]\.[sS][lL][aA][cC][kK]/,
    messages: {
      // Tokens hold the number of their workspace; `xoxb-my-bot-token` does not.
      SLACK_TOKEN: { what: 'Slack token', accepts: /\d{6}/ },
      IncomingWebhook: { what: 'Slack webhook', accepts: /\/T\w{6,}\/B\w{6,}\/\w{16,}$/ },
    },
  },
  { id: 'shopify', trigger: /shp(?:at|ca|pa|ss)_/, messages: { SHOPIFY_KEY: { what: 'Shopify token' } } },
  { id: 'github', trigger: /gh[oprsu]_|github_pat_/, messages: { GITHUB_TOKEN: { what: 'GitHub token' } } },
  { id: 'gitlab', trigger: /glpat-/, messages: { GITLAB_PERSONAL_ACCESS_TOKEN: { what: 'GitLab token' } } },
  {
    id: 'grafana',
    trigger: /glc_|glsa_/,
    messages: {
      GRAFANA_CLOUD_API_TOKEN: { what: 'Grafana Cloud token' },
      GRAFANA_SERVICE_ACCOUNT_TOKEN: { what: 'Grafana service account token' },
    },
  },
  { id: 'openai', trigger: /T3BlbkFJ/, messages: { OPENAI_TOKEN: { what: 'OpenAI key' } } },
  { id: 'anthropic', trigger: /sk-ant-api0/, messages: { ANTHROPIC_API_KEY: { what: 'Anthropic key' } } },
  { id: 'groq', trigger: /gsk_/, messages: { GROQ_API_KEY: { what: 'Groq key' } } },
  { id: 'huggingface', trigger: /hf_/, messages: { HUGGINGFACE_USER_ACCESS_TOKEN: { what: 'Hugging Face token' } } },
  { id: 'linear', trigger: /lin_api_/, messages: { LINEAR_API_TOKEN: { what: 'Linear key' } } },
  { id: 'notion', trigger: /ntn_/, messages: { NOTION_INTEGRATION_TOKEN: { what: 'Notion token' } } },
  { id: '1password', trigger: /ops_ey/, messages: { OPS_TOKEN: { what: '1Password service account token' } } },
  {
    id: 'hashicorp-vault',
    trigger: /hv[brs]\./,
    messages: {
      HASHICORP_VAULT_SERVICE_TOKEN: { what: 'HashiCorp Vault token' },
      HASHICORP_VAULT_BATCH_TOKEN: { what: 'HashiCorp Vault token' },
      HASHICORP_VAULT_RECOVERY_TOKEN: { what: 'HashiCorp Vault recovery token' },
    },
  },
  {
    id: 'vercel',
    trigger: /vc[aikpr]_/,
    messages: {
      VERCEL_PERSONAL_ACCESS_TOKEN: { what: 'Vercel token' },
      VERCEL_INTEGRATION_TOKEN: { what: 'Vercel token' },
      VERCEL_APP_ACCESS_TOKEN: { what: 'Vercel token' },
      VERCEL_APP_REFRESH_TOKEN: { what: 'Vercel token' },
      VERCEL_AI_GATEWAY_API_KEY: { what: 'Vercel AI Gateway key' },
    },
  },
  { id: 'databricks', trigger: /dapi/, messages: { DATABRICKS_PERSONAL_ACCESS_TOKEN: { what: 'Databricks token' } } },
  { id: 'docker', trigger: /dckr_pat_/, messages: { DOCKER_PERSONAL_ACCESS_TOKEN: { what: 'Docker token' } } },
  { id: 'figma', trigger: /figd_/, messages: { FIGMA_PERSONAL_ACCESS_TOKEN: { what: 'Figma token' } } },
]

/** One pass over a text that tells whether any rule could report on it. */
export const ANY_TRIGGER = new RegExp(LIBRARY_RULES.map(({ trigger }) => trigger.source).join('|'))
