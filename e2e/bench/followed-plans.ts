import pg from 'pg'
import type { PlanNode } from './wasteful-scans'

/** What a statement was and how Postgres went about it. */
export interface FollowedPlan {
  readonly text: string
  readonly plan: PlanNode
}

export interface FollowedPlans {
  /** The plans of all statements that new connections ran since it was asked before, those within triggers included. */
  take(): readonly FollowedPlan[]
  end(): Promise<void>
}

const SETTINGS: Readonly<Record<string, string>> = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_nested_statements': 'on',
  'auto_explain.log_format': 'json',
  'auto_explain.log_parameter_max_length': '0',
  'auto_explain.log_level': 'notice',
}

/**
 * From now on, Postgres tells each new connection to this database how it went about every statement. Its settings are
 * those of the database, which only a superuser may set.
 */
export async function followPlans(url: string): Promise<FollowedPlans> {
  let plans: FollowedPlan[] = []
  const connect = pg.Client.prototype.connect
  const hear = ({ message }: { readonly message?: string | undefined }) => {
    const at = message?.indexOf('plan:\n') ?? -1
    if (message === undefined || at < 0) return
    const { 'Query Text': text, Plan: plan } = JSON.parse(message.slice(at + 'plan:\n'.length))
    plans.push({ text, plan })
  }
  pg.Client.prototype.connect = function followed(this: pg.Client, ...args: unknown[]) {
    this.on('notice', hear)
    return Reflect.apply(connect, this, args)
  } as typeof connect
  await change(url, ([name, value]) => `set ${name} = '${value}'`)
  return {
    take() {
      const taken = plans
      plans = []
      return taken
    },
    async end() {
      pg.Client.prototype.connect = connect
      await change(url, ([name]) => `reset ${name}`)
    },
  }
}

async function change(url: string, words: (setting: readonly [string, string]) => string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ name: string }>('select quote_ident(current_database()) as name')
  for (const setting of Object.entries(SETTINGS))
    await client.query(`alter database ${rows[0]?.name} ${words(setting)}`)
  await client.end()
}
