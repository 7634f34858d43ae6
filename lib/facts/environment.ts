import type { ClassRecord } from '@/lib/python/record'
import { hardCodedValues } from './environment/hard-coded'
import type { FactInput } from './fact-input'
import type { EnvironmentFact, Evidence, Facts, PythonModule } from './facts'
import { lineAt } from './text'

const SETTINGS_BASES = /(?:^|\.)(?:BaseSettings|EnvConfig|Configuration|TypedSettings|EnvironmentConfig)$/
const SETTINGS_CALLS =
  /^(?:decouple\.(?:config|Config)|environ\.Env|environs\.(?:Env|env)|dynaconf\.\w+|starlette\.config\.Config|everett\.\w+(?:\.\w+)?|typed_settings\.load\w*|hydra\.main|omegaconf\.OmegaConf\.\w+|configargparse\.\w+|goodconf\.\w+|oslo_config\.cfg\.\w+|environ\.(?:config|to_config)|dotenv\.dotenv_values|flask\.Flask\(\)\.config\.from_prefixed_env)/
/** Of the person or the platform, not of a deployment. */
const PERSONAL =
  /^(?:HOME|PATH|USER|USERNAME|LOGNAME|SHELL|LANG|LC_\w+|TERM|COLORTERM|EDITOR|VISUAL|PAGER|TMP|TEMP|TMPDIR|PWD|XDG_\w+|(?:LOCAL)?APPDATA|USERPROFILE|PROGRAMDATA|PROGRAMFILES(?:\(X86\))?|PUBLIC|SYSTEMROOT|WINDIR|HOMEDRIVE|HOMEPATH|NO_COLOR|FORCE_COLOR|CI|GITHUB_(?:ACTIONS?|ACTOR|API_URL|BASE_REF|ENV|EVENT_NAME|EVENT_PATH|HEAD_REF|JOB|OUTPUT|REF(?:_NAME|_TYPE)?|REPOSITORY\w*|RUN_\w+|SERVER_URL|SHA|STEP_SUMMARY|WORKFLOW|WORKSPACE)|COLUMNS|DISPLAY|PYTHON\w*|CUDA_VISIBLE_DEVICES|TZ|DJANGO_SETTINGS_MODULE)$/i
const DOCUMENT =
  /(?:^|\/)(?:\.?env[\w.-]*(?:example|sample|template|dist|tpl)[\w.-]*|\.env\.\w+|[\w-]+\.env(?:\.(?:example|sample|template))?|example\.env|env\.example|[^/]*\.(?:md|rst|txt)|(?:docker-)?compose[\w.-]*\.ya?ml|app\.json|values[\w.-]*\.ya?ml|fly\.toml|render\.ya?ml|serverless\.ya?ml|Dockerfile[\w.-]*)$/i
const KUBERNETES = /(?:^|\/)(?:k8s|kubernetes|deploy\w*|helm|charts?|manifests)\/.*\.ya?ml$/i

export function readEnvironment({ facts }: FactInput): EnvironmentFact {
  const modules = facts.python.application
  const layers = modules.flatMap(settingsLayers)
  const layerModules = new Set(layers.map(({ path }) => path))
  const reads = modules.flatMap(({ path, record }) => [
    ...record.environment
      .filter(({ name }) => name === null || !PERSONAL.test(name))
      .map(({ name, line, via }) => ({ name, path, line, via, settingsLayer: layerModules.has(path) })),
    ...record.classes.filter(isSettings).flatMap((settings) => settingsFields(settings, path)),
  ])
  const names = [...new Set(reads.flatMap(({ name }) => (name ? [name] : [])))]
  return {
    reads,
    documented: documentedNames(names, facts),
    hardCoded: modules.flatMap(({ path, record }) => hardCodedValues(path, record)).slice(0, 40),
    settingsLayers: layers,
  }
}

function isSettings({ bases }: ClassRecord): boolean {
  return bases.some((base) => SETTINGS_BASES.test(base))
}

function settingsFields(settings: ClassRecord, path: string): EnvironmentFact['reads'][number][] {
  return settings.fields
    .filter(({ name, annotation }) => annotation !== undefined && name !== 'model_config')
    .map(({ name, line }) => ({ name: name.toUpperCase(), path, line, via: settings.name, settingsLayer: true }))
}

function settingsLayers({ path, record }: PythonModule): Evidence[] {
  const classes = record.classes
    .filter(isSettings)
    .map(({ name, line }) => ({ path, line, note: `${name} reads settings from the environment.` }))
  const call = record.calls.find(({ callee }) => SETTINGS_CALLS.test(callee))
  return call ? [...classes, { path, line: call.line, note: `${call.callee.slice(0, 80)} reads settings.` }] : classes
}

/** Where each variable is explained: an example file, the README or docs, compose, charts. */
function documentedNames(names: readonly string[], { files }: Facts): EnvironmentFact['documented'][number][] {
  const wanted = new Map(names.map((name) => [name.toUpperCase(), name]))
  const found = new Map<string, EnvironmentFact['documented'][number]>()
  for (const { path, role } of files.all) {
    if (found.size === wanted.size) break
    if (role === 'vendored' || role === 'test' || !(DOCUMENT.test(path) || KUBERNETES.test(path))) continue
    const text = files.text(path)?.slice(0, 300_000)
    if (!text) continue
    for (const match of text.matchAll(/\b[A-Za-z][A-Za-z0-9_]{2,80}\b/g)) {
      const name = wanted.get(match[0].toUpperCase())
      if (name && !found.has(name)) found.set(name, { name, path, line: lineAt(text, match.index) })
    }
  }
  return [...found.values()]
}
