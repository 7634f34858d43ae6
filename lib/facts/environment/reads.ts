import type { ClassRecord } from '@/lib/python/record'
import type { EnvironmentFact, Evidence, Facts, FilesFact, PythonFact, PythonModule } from '../facts'
import { prefixedLayer, prefixedReads } from './flask-reads'
import { isGivenName } from './given-names'
import { isSettings, settingsFields } from './settings-models'

type Read = EnvironmentFact['reads'][number]

const SETTINGS_CALLS =
  /^(?:decouple\.(?:config|Config)|environ\.Env|environs\.(?:Env|env)|dynaconf\.\w+|starlette\.config\.Config|everett\.\w+(?:\.\w+)?|typed_settings\.load\w*|hydra\.main|omegaconf\.OmegaConf\.\w+|configargparse\.\w+|goodconf\.\w+|pyaml_env\.parse_config|envyaml\.EnvYAML|envparse\.\w+|prettyconf\.\w+|oslo_config\.cfg\.\w+|environ\.(?:config|to_config)|dotenv\.dotenv_values|configurations\.values\.\w+|aws_lambda_env_modeler\.\w+|aws_lambda_powertools\.utilities\.parameters\.get_\w+|confz\.\w+|betterconf\.\w+|classyconf\.\w+|piny\.\w+)/
const SETTINGS_CLASS = /(?:Config|Configuration|Settings)$/
const SETTINGS_MODULE = /(?:settings|config|conf|constants|env|gunicorn)/i
const MAX_NAMES_TO_TRACE = 3
const MAX_READS_TO_TRACE = 20

/** Reads of the environment by application code; where there are few, also whether something is made of them. */
export function environmentReads(facts: Pick<Facts, 'python' | 'files'>): Read[] {
  const { python } = facts
  const textOfConstant = constantReader(python)
  const models = new Set(
    python.application.flatMap(({ record }) => record.classes.filter(isSettings).map(({ name }) => name)),
  )
  const reads = python.application.flatMap((module) => {
    const layer = library(module).length > 0
    const lists = handMade(module)
    const isListed = (line: number) => lists.some((each) => line > each.line && line <= each.endLine)
    return [
      ...module.record.environment
        .map((read) => ({ ...read, name: read.name ?? textOfConstant(read.constant, module) }))
        .filter(({ name }) => name === null || !isGivenName(name))
        .map(({ name, line, via }) => ({
          name,
          path: module.path,
          line,
          via,
          settingsLayer: layer || isListed(line),
        })),
      ...settingsFields(module, models),
    ]
  })
  reads.push(...prefixedReads(python, new Set(reads.map(({ path, line }) => `${path}:${line}`))))
  const names = new Set(reads.map(({ name }) => name))
  return names.size > MAX_NAMES_TO_TRACE || reads.length > MAX_READS_TO_TRACE
    ? reads
    : reads.map((read) => (!read.path.endsWith('.ipynb') && isUnused(read, facts) ? { ...read, unused: true } : read))
}

/** Classes and calls that read settings from the environment. */
export function settingsLayers(module: PythonModule): Evidence[] {
  const byHand = handMade(module).map(({ name, line }) => ({
    path: module.path,
    line,
    note: `${name} lists what is read from the environment.`,
  }))
  return [...library(module), ...prefixedLayer(module), ...byHand]
}

/** Settings models and calls of settings libraries. */
function library({ path, record }: PythonModule): Evidence[] {
  const classes = record.classes
    .filter(isSettings)
    .map(({ name, line }) => ({ path, line, note: `${name} reads settings from the environment.` }))
  const call = record.calls.find(({ callee }) => SETTINGS_CALLS.test(callee))
  return call ? [...classes, { path, line: call.line, note: `${call.callee.slice(0, 80)} reads settings.` }] : classes
}

/** Names of variables that the repository's own code sets: they pass on what it knows already. */
export function writtenNames(python: PythonFact): ReadonlySet<string> {
  const own = python.modules.filter(({ role }) => role === 'application' || role === 'tooling')
  const textOfConstant = constantReader(python)
  return new Set(
    own.flatMap((module) =>
      module.record.environmentWrites.flatMap((name) => [name, textOfConstant(name, module) ?? name]),
    ),
  )
}

/** `class Config:` whose fields read three variables or more: it lists them in one place. */
function handMade({ record }: PythonModule): readonly ClassRecord[] {
  const reads = record.environment.filter(({ scope, name }) => scope === null && name !== null)
  return record.classes.filter(
    ({ name, line, endLine }) =>
      SETTINGS_CLASS.test(name) && reads.filter((read) => read.line > line && read.line <= endLine).length >= 3,
  )
}

/** Text of the constant that holds a name, here or in a module that is imported. */
function constantReader(python: PythonFact): (constant: string | undefined, module: PythonModule) => string | null {
  const modules = new Map(python.modules.map((module) => [module.path, module]))
  return (constant, module) => {
    if (!constant) return null
    const name = constant.slice(constant.lastIndexOf('.') + 1)
    for (const path of constant.includes('.') ? module.imports : [module.path]) {
      const found = modules
        .get(path)
        ?.record.assignments.find(({ target, scope }) => target === name && scope === 'module')
      if (found?.value.kind === 'string') return found.value.value
    }
    return null
  }
}

/** Kept under a name that occurs nowhere else, outside of a settings module, which frameworks read as a whole. */
function isUnused({ path, line }: Read, { python, files }: Pick<Facts, 'python' | 'files'>): boolean {
  const module = python.application.find((each) => each.path === path)
  if (!module || path.endsWith('.ipynb') || SETTINGS_MODULE.test(path)) return false
  const kept = module.record.assignments.find(
    ({ target, scope, line: at }) => at === line && scope === 'module' && /^[A-Za-z]\w*$/.test(target),
  )
  if (!kept) return false
  const users = python.modules.filter((each) => each === module || each.imports.includes(path))
  return occurrences(kept.target, users, files) <= 1
}

function occurrences(name: string, modules: readonly PythonModule[], files: FilesFact): number {
  // In quotes it is the name of the variable.
  const word = new RegExp(`(?<!["'\\w])${name}(?!["'\\w])`, 'g')
  return modules.reduce((sum, { path }) => sum + (files.text(path)?.match(word)?.length ?? 0), 0)
}
