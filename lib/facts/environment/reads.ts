import type { ClassRecord } from '@/lib/python/record'
import type { EnvironmentFact, Evidence, Facts, FilesFact, PythonFact, PythonModule } from '../facts'

type Read = EnvironmentFact['reads'][number]

const SETTINGS_BASES = /(?:^|\.)(?:BaseSettings|EnvConfig|Configuration|TypedSettings|EnvironmentConfig)$/
const SETTINGS_CALLS =
  /^(?:decouple\.(?:config|Config)|environ\.Env|environs\.(?:Env|env)|dynaconf\.\w+|starlette\.config\.Config|everett\.\w+(?:\.\w+)?|typed_settings\.load\w*|hydra\.main|omegaconf\.OmegaConf\.\w+|configargparse\.\w+|goodconf\.\w+|pyaml_env\.parse_config|envyaml\.EnvYAML|envparse\.\w+|prettyconf\.\w+|oslo_config\.cfg\.\w+|environ\.(?:config|to_config)|dotenv\.dotenv_values|configurations\.values\.\w+|aws_lambda_env_modeler\.\w+|aws_lambda_powertools\.utilities\.parameters\.get_\w+|confz\.\w+|betterconf\.\w+|classyconf\.\w+|piny\.\w+|flask\.Flask\(\)\.config\.from_prefixed_env)/
/** Of the person or the platform, not of a deployment. */
const PERSONAL =
  /^(?:HOME|PATH|USER|USERNAME|LOGNAME|SHELL|LANG|LC_\w+|TERM|COLORTERM|EDITOR|VISUAL|PAGER|TMP|TEMP|TMPDIR|PWD|XDG_\w+|(?:LOCAL)?APPDATA|USERPROFILE|PROGRAMDATA|PROGRAMFILES(?:\(X86\))?|PUBLIC|SYSTEMROOT|WINDIR|HOMEDRIVE|HOMEPATH|NO_COLOR|FORCE_COLOR|CI|GITHUB_(?:ACTIONS?|ACTOR|API_URL|BASE_REF|ENV|EVENT_NAME|EVENT_PATH|HEAD_REF|JOB|OUTPUT|REF(?:_NAME|_TYPE)?|REPOSITORY\w*|RUN_\w+|SERVER_URL|SHA|STEP_SUMMARY|WORKFLOW|WORKSPACE)|COLUMNS|DISPLAY|PYTHON\w*|PYTEST\w*|TOX_\w+|(?:SERVER_)?GATEWAY_INTERFACE|SERVER_SOFTWARE|REQUEST_METHOD|SCRIPT_NAME|PATH_INFO|QUERY_STRING|WERKZEUG_RUN_MAIN|RUN_MAIN|NOTIFY_SOCKET|JOURNAL_STREAM|INVOCATION_ID|LISTEN_(?:FDS|PID)|KUBERNETES_SERVICE_(?:HOST|PORT)|CUDA_VISIBLE_DEVICES|TZ|DJANGO_SETTINGS_MODULE|BROWSER|TMUX\w*|STY|WINDOWID|WAYLAND_DISPLAY|SSH_\w+|VIRTUAL_ENV|CONDA_\w+|HOSTNAME|(?:HTTPS?|ALL|FTP|NO)_PROXY|PS1|INSIDE_EMACS|WSL\w*|COMP_\w+|TERM_PROGRAM|SUDO_\w+|BASH\w*|ZSH\w*|OLDPWD|HISTFILE|(?:REQUESTS|CURL)_CA_BUNDLE|SSL_CERT_(?:FILE|DIR))$/i
const SETTINGS_CLASS = /(?:Config|Configuration|Settings)$/
const SETTINGS_MODULE = /(?:settings|config|conf|constants|env|gunicorn)/i
const MAX_NAMES_TO_TRACE = 3
const MAX_READS_TO_TRACE = 20

/** Reads of the environment by application code; where there are few, also whether something is made of them. */
export function environmentReads(facts: Pick<Facts, 'python' | 'files'>): Read[] {
  const { python } = facts
  const textOfConstant = constantReader(python)
  const reads = python.application.flatMap((module) => {
    const layer = library(module).length > 0
    const lists = handMade(module)
    const isListed = (line: number) => lists.some((each) => line > each.line && line <= each.endLine)
    return [
      ...module.record.environment
        .map((read) => ({ ...read, name: read.name ?? textOfConstant(read.constant, module) }))
        .filter(({ name }) => name === null || !PERSONAL.test(name))
        .map(({ name, line, via }) => ({
          name,
          path: module.path,
          line,
          via,
          settingsLayer: layer || isListed(line),
        })),
      ...module.record.classes.filter(isSettings).flatMap((settings) => settingsFields(settings, module.path)),
    ]
  })
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
  return [...library(module), ...byHand]
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

function isSettings({ bases }: ClassRecord): boolean {
  return bases.some((base) => SETTINGS_BASES.test(base))
}

function settingsFields(settings: ClassRecord, path: string): Read[] {
  return settings.fields
    .filter(({ name, annotation }) => annotation !== undefined && name !== 'model_config')
    .map(({ name, line }) => ({ name: name.toUpperCase(), path, line, via: settings.name, settingsLayer: true }))
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
