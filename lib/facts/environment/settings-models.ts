import type { ClassRecord } from '@/lib/python/record'
import type { EnvironmentFact, PythonModule } from '../facts'

type Read = EnvironmentFact['reads'][number]

const SETTINGS_BASES = /(?:^|\.)(?:BaseSettings|EnvConfig|Configuration|TypedSettings|EnvironmentConfig)$/

export function isSettings({ bases }: ClassRecord): boolean {
  return bases.some((base) => SETTINGS_BASES.test(base))
}

/** A variable for each field but those that hold another model, by the names that the models are called. */
export function settingsFields({ path, record }: PythonModule, models: ReadonlySet<string>): Read[] {
  return record.classes.filter(isSettings).flatMap((settings) => {
    const prefix = prefixOf(settings, record.assignments)
    return settings.fields
      .filter(({ name, annotation }) => annotation !== undefined && name !== 'model_config')
      .filter(({ annotation = '' }) => !(annotation.match(/\w+/g) ?? []).some((word) => models.has(word)))
      .map(({ name, line }) => ({
        name: `${prefix}${name}`.toUpperCase(),
        path,
        line,
        via: settings.name,
        settingsLayer: true,
      }))
  })
}

/** `env_prefix` of `model_config`, or of the class `Config` inside. */
function prefixOf({ line, endLine }: ClassRecord, assignments: PythonModule['record']['assignments']): string {
  for (const { target, value, line: at } of assignments) {
    if (at <= line || at > endLine) continue
    if (target.endsWith('env_prefix') && value.kind === 'string') return value.value
    if (!target.endsWith('model_config')) continue
    const given =
      value.kind === 'call'
        ? value.keywords.env_prefix
        : value.kind === 'dict'
          ? value.entries.find(({ key }) => key.kind === 'string' && key.value === 'env_prefix')?.value
          : undefined
    if (given?.kind === 'string') return given.value
  }
  return ''
}
