import type { Value } from '@/lib/python/record'
import type { PythonFact, PythonModule } from '../facts'

/**
 * Name of the variable that chooses among the application's settings, when those that are taken without it switch
 * debugging on: `os.environ.get('APP_CONFIG', 'development')`, and the development class has `DEBUG = True`.
 */
export function debuggingDefault({ application }: PythonFact): string | null {
  const classes = new Set(
    application.flatMap(({ record }) =>
      record.classes
        .filter(({ fields }) =>
          fields.some(({ name, value }) => name === 'DEBUG' && value?.kind === 'bool' && value.value),
        )
        .map(({ name }) => name),
    ),
  )
  if (classes.size === 0) return null
  const chosen = namesOf(application, classes)
  for (const { record } of application) {
    const read = record.environment.find(
      ({ name, default: value }) =>
        name !== null && value?.kind === 'string' && (chosen.has(value.value) || classes.has(lastName(value.value))),
    )
    if (read) return read.name
  }
  return null
}

/** Keys below which a table of settings holds one of the classes: `{'development': DevelopmentConfig}`. */
function namesOf(modules: readonly PythonModule[], classes: ReadonlySet<string>): ReadonlySet<string> {
  const keys = modules.flatMap(({ record }) =>
    record.assignments.flatMap(({ value }) =>
      value.kind === 'dict' ? value.entries.filter((entry) => holds(entry.value, classes)).map(({ key }) => key) : [],
    ),
  )
  return new Set(keys.flatMap((key) => (key.kind === 'string' ? [key.value] : [])))
}

function holds(value: Value, classes: ReadonlySet<string>): boolean {
  return value.kind === 'name' && classes.has(lastName(value.value))
}

function lastName(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1)
}
