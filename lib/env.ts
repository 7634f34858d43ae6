import { z } from 'zod'
import { AppError } from './errors'
import { networksOf } from './http/client-address'
import { apiAddressOf } from './setup/api-address.js'
import { demonstrationIdentity, identityOf } from './setup/github-identity.js'
import { organisationSecret } from './setup/organisation-secret.js'
import { readPrivateKey } from './setup/private-key.js'

const url = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address, such as https://github.com' })
  .transform((address) => address.replace(/(?<!\/)\/+$/, ''))
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((v) => (v === '' ? undefined : v), schema.optional())
const withDefault = <T extends z.ZodType>(schema: T, fallback: z.input<T>) =>
  z.preprocess((v) => (v === '' || v === undefined ? fallback : v), schema)

/** In small letters, since logins that differ by them alone are one. */
const operators = z.string().transform((text, context) => {
  const names = text.split(/[\s,]+/).filter((name) => name !== '')
  if (names.every((name) => /^[a-z\d](-?[a-z\d_])*$/i.test(name) && name.length <= 100)) {
    return names.map((name) => name.toLowerCase())
  }
  context.addIssue({ code: 'custom', message: "must be GitHub's numbers or logins of people, such as 583231,octocat" })
  return z.NEVER
})

const privateKey = z.string().transform((text, context) => {
  const pem = readPrivateKey(text)
  if (pem !== undefined) return pem
  const message = "must be the App's private key: the whole .pem file, or the same in base64 (base64 -w0 key.pem)"
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

const networks = z
  .string()
  .max(5000)
  .transform((text, context) => {
    const named = text.split(/[\s,]+/).filter((part) => part !== '')
    try {
      return networksOf(named)
    } catch {
      const message = 'must be addresses or networks with commas between them, such as 10.0.0.0/8, 192.0.2.7'
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }
  })

const schema = z
  .object({
    DATABASE_URL: z.url({
      protocol: /^postgres(ql)?$/,
      error: 'must be an address such as postgresql://user:password@host:5432/airworthy',
    }),
    GITHUB_URL: withDefault(url, 'https://github.com'),
    GITHUB_API_URL: optional(url),
    GITHUB_IDENTITY: optional(z.string().max(300)),
    GITHUB_CLIENT_ID: optional(z.string()),
    GITHUB_CLIENT_SECRET: optional(z.string()),
    GITHUB_APP_ID: optional(z.string().regex(/^[1-9]\d{0,17}$/, "must be the App's number, such as 123456")),
    GITHUB_APP_PRIVATE_KEY: optional(privateKey),
    GITHUB_WEBHOOK_SECRET: optional(z.string().min(16, 'must be at least 16 characters (openssl rand -base64 32)')),
    GITHUB_TOKEN: optional(z.string()),
    NEXTAUTH_URL: withDefault(url, 'http://127.0.0.1:3000'),
    NEXTAUTH_SECRET: z
      .string({ error: 'is missing: set it to at least 32 random characters (openssl rand -base64 32)' })
      .min(32, 'must be at least 32 characters (openssl rand -base64 32)'),
    AIRWORTHY_ENCRYPTION_KEY: z
      .string({ error: 'is missing: set it to 32 random bytes in base64 (openssl rand -base64 32)' })
      .refine((v) => Buffer.from(v, 'base64').length === 32, 'must be 32 bytes in base64 (openssl rand -base64 32)'),
    AIRWORTHY_PREVIOUS_KEY: optional(
      z
        .string()
        .refine((v) => Buffer.from(v, 'base64').length === 32, 'must be the encryption key of before, or not set'),
    ),
    LOG_LEVEL: withDefault(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), 'info'),
    METRICS_TOKEN: optional(z.string().min(16, 'must be at least 16 characters (openssl rand -base64 32)').max(1000)),
    OPERATORS: withDefault(operators, ''),
    OTEL_EXPORTER_OTLP_ENDPOINT: optional(url),
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: optional(url),
    OTEL_SDK_DISABLED: optional(z.string()),
    OTEL_TRACES_EXPORTER: optional(z.string()),
    PORT: withDefault(z.coerce.number().int().min(1).max(65535), 3000),
    HOSTNAME: withDefault(z.string(), '127.0.0.1'),
    TRUSTED_PROXIES: withDefault(networks, ''),
    DATABASE_CONNECTIONS: withDefault(z.coerce.number().int().min(2).max(200), 10),
    WORKER_CONCURRENCY: withDefault(z.coerce.number().int().min(1).max(64), 4),
    AUDIT_THREADS: optional(z.coerce.number().int().min(1).max(64)),
    AIRWORTHY_ALLOW_LOCAL_WEBHOOKS: optional(z.literal('1', { error: 'must be 1, or not set' })),
  })
  .superRefine((env, context) => {
    if ((env.GITHUB_APP_ID === undefined) !== (env.GITHUB_APP_PRIVATE_KEY === undefined)) {
      const missing = env.GITHUB_APP_ID === undefined ? 'GITHUB_APP_ID' : 'GITHUB_APP_PRIVATE_KEY'
      context.addIssue({
        code: 'custom',
        path: [missing],
        message: 'is missing: a GitHub App needs its number and its private key',
      })
    }
    if (env.GITHUB_APP_ID && env.GITHUB_TOKEN) {
      const message = 'is one of two ways in, beside GITHUB_APP_ID: unset one of them'
      context.addIssue({ code: 'custom', path: ['GITHUB_TOKEN'], message })
    }
    if (env.GITHUB_TOKEN || (env.GITHUB_CLIENT_ID && env.GITHUB_CLIENT_SECRET)) return
    context.addIssue({
      code: 'custom',
      path: ['GITHUB_CLIENT_ID'],
      message: env.GITHUB_APP_ID
        ? "set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET to the App's own: people sign in through them"
        : 'set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET to let people sign in with GitHub, or GITHUB_TOKEN for one person on one machine',
    })
  })
  .transform((env) => ({
    ...env,
    GITHUB_API_URL: env.GITHUB_API_URL ?? apiAddressOf(env.GITHUB_URL),
    GITHUB_IDENTITY: identityOf(env.GITHUB_IDENTITY ?? env.GITHUB_URL),
  }))

/** Addresses have no slash at their end. */
export type Env = z.infer<typeof schema>

/** How this process reads GitHub: by an App's installations, by the sign-in of each person, or by one token. */
export type WayIn = 'app' | 'oauth' | 'token'

export function wayIn({ GITHUB_APP_ID, GITHUB_TOKEN } = env()): WayIn {
  if (GITHUB_APP_ID) return 'app'
  return GITHUB_TOKEN ? 'token' : 'oauth'
}

/**
 * What a webhook is signed with that belongs to the given kind of thing: the App's with GITHUB_WEBHOOK_SECRET; without an
 * App each organisation's with a secret of its own, so that whoever knows one speaks for no other organisation.
 * Undefined for every other webhook, and while webhooks are switched off.
 */
export function webhookSecretOf(target: { readonly type: string; readonly id: string }): string | undefined {
  const { GITHUB_WEBHOOK_SECRET: secret } = env()
  if (!secret || wayIn() === 'app') return secret
  if (target.type !== 'organization' || !/^[1-9]\d{0,17}$/.test(target.id)) return undefined
  return organisationSecret(secret, target.id)
}

/** Parses an environment; throws an AppError that names every bad variable and never repeats a value. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = schema.safeParse(source)
  if (result.success) return result.data
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new AppError('invalid-input', `The environment is not usable:\n${lines.join('\n')}\nSee .env.example.`)
}

let cached: Env | undefined

/** The validated environment of this process. */
export function env(): Env {
  cached ??= parseEnv(process.env)
  return cached
}

/** Whether pages for those who work on Airworthy itself are there: in development and in the demonstration. */
export function showsWorkshop(): boolean {
  return process.env.NODE_ENV !== 'production' || env().GITHUB_IDENTITY === demonstrationIdentity
}
