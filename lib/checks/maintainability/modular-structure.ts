import type { Evidence, PythonModule } from '@/lib/facts/facts'
import { STANDARD_LIBRARY } from '@/lib/facts/standard-library'
import type { Value } from '@/lib/python/record'
import { defineCheck, fail, notApplicable, partial, pass } from '../check'
import { formatCount, percent, plural } from '../wording'
import { godModule, isOneProgram, isTool } from './modular-structure.part.modules'
import { packageReader } from './modular-structure.part.packages'

const ENTRY_MODULES =
  /^(?:manage|wsgi|asgi|app|application|main|__main__|run|server|worker|settings|config|setup|conftest|tasks|gunicorn[\w.]*|celery\w*)\.py$/
const SMALL = 300
const ONE_FILE = 0.9
/** With less of the code in packages there is none to speak of. */
const MOSTLY_LOOSE = 0.25
/** So many modules beside the packages are entry points or settings, whatever they are called. */
const FEW = 3

export default defineCheck({
  id: 'modular-structure',
  category: 'maintainability',
  title: 'Code lives in importable packages',
  weight: 2,
  why: 'Loose scripts and a module that does everything can be neither tested nor changed in parts: every change touches the whole, and two people cannot work side by side.',
  needs: ['python', 'files', 'project', 'kind', 'dependencies'],
  detect({ python, files, project, kind, dependencies }) {
    const unparsed = python.modules.filter(({ role, record }) => role === 'application' && !record.parse.ok)
    const modules = [...python.application, ...unparsed].filter((module) => module.record.codeLines > 0)
    if (kind.kind === 'none' || modules.length === 0)
      return notApplicable('There is practically no application code to structure.')
    const total = sumLines(modules)
    const isPackaged = packageReader(modules, project.path, files.has)
    const packaged = modules.filter(isPackaged)
    const outside = modules.filter((module) => !packaged.includes(module))
    const atRoot = outside.filter(({ path }) => depthIn(project.path, path) === 1)
    const entries = atRoot.filter(({ path }) => ENTRY_MODULES.test(path.slice(path.lastIndexOf('/') + 1)))
    const loose = outside.filter((module) => !entries.includes(module) && !isTool(module, project.path))
    const share = sumLines(packaged) / total
    const looseShare = sumLines(loose) / total
    const god = godModule(modules)
    const tricks = pathTricks(modules)
    const bare =
      dependencies.scripts.length > 0
        ? bareSiblings(
            packaged,
            (path) => files.has(path),
            (name) => dependencies.has(name),
          )
        : []
    const figures = `${percent(share)} of ${formatCount(total)} lines lie in packages`
    const largest = [...modules].sort((x, y) => y.record.codeLines - x.record.codeLines)[0]
    const looseEvidence = [...outside]
      .sort((x, y) => y.record.codeLines - x.record.codeLines)
      .slice(0, 6)
      .map(looseModule)
    if (largest && total > SMALL && largest.record.codeLines > total * ONE_FILE)
      return fail(
        `${formatCount(total)} lines of code, ${percent(largest.record.codeLines / total)} of them in one file.`,
        [
          {
            path: largest.path,
            line: 1,
            note: `${formatCount(largest.record.codeLines)} lines of code in one module.`,
          },
        ],
      )
    if (share < MOSTLY_LOOSE && total > SMALL && isOneProgram(outside))
      return partial(
        `${plural(outside.length, 'module')} build on each other, but lie in no package; ${figures}.`,
        looseEvidence,
      )
    if (share < MOSTLY_LOOSE && total > SMALL)
      return fail(
        `${formatCount(total)} lines of code, most of them in ${plural(outside.length, 'loose module')}; ${figures}.`,
        looseEvidence,
      )
    if (share < MOSTLY_LOOSE)
      return partial(
        `${formatCount(total)} lines in ${plural(modules.length, 'module')} without a package: tidy, but nothing to import from.`,
        looseEvidence,
      )
    const isLoose =
      share < 0.5 ||
      looseShare > 0.4 ||
      (looseShare > 0.25 && loose.length >= FEW) ||
      (looseShare > 0.1 && loose.length > FEW)
    const faults: Evidence[] = [
      ...(god
        ? [
            {
              path: god.path,
              line: 1,
              note: `${formatCount(god.record.lines)} lines in one module: ${percent(god.record.codeLines / total)} of the code.`,
            },
          ]
        : []),
      ...(isLoose ? looseEvidence : []),
      ...tricks.slice(0, 4),
      ...bare.slice(0, 4),
    ]
    if (faults.length > 0)
      return partial(
        `${figures}, but ${faultWords(god !== undefined, isLoose ? loose.length : 0, tricks.length, bare.length)}.`,
        [...faults, ...packages(packaged)].slice(0, 12),
      )
    return pass(`${figures}, in ${plural(packageNames(packaged).length, 'package')}.`, packages(packaged))
  },
  fix({ python }) {
    const god = godModule(python.application)
    if (god)
      return {
        summary: `Split ${god.path} by topic into a package of modules; keep its name as the package, so that imports go on working.`,
      }
    return {
      summary:
        'Move the code into one package below src/, named as the project; leave only a thin entry point outside.',
      snippet: {
        path: 'pyproject.toml',
        language: 'toml',
        code: '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[tool.hatch.build.targets.wheel]\npackages = ["src/your_package"]\n',
      },
    }
  },
})

function depthIn(projectPath: string, path: string): number {
  return path.split('/').length - (projectPath === '' ? 0 : projectPath.split('/').length)
}

/** Changes of sys.path in code that other modules import, or in more than a quarter of all; in a script to run they are shallow. */
function pathTricks(modules: readonly PythonModule[]): Evidence[] {
  const imported = new Set(modules.flatMap(({ imports }) => imports))
  const tricked = modules.flatMap(({ path, record }) => {
    const call = record.calls.find(
      ({ callee, args }) => /^sys\.path\.(?:insert|append|extend)$/.test(callee) && !args.some(isWorkingFolder),
    )
    return call ? [{ path, line: call.line, note: 'Changes sys.path so that its imports work.' }] : []
  })
  const deep = tricked.filter(({ path }) => imported.has(path))
  if (tricked.length > FEW && tricked.length > modules.length / 4) return tricked
  return deep.length > 1 ? deep : []
}

/** Python looks there anyhow when the program is started from it. */
function isWorkingFolder(value: Value): boolean {
  return value.kind === 'call' ? value.callee === 'os.getcwd' : value.kind === 'string' && /^\.?$/.test(value.value)
}

/** `import utils` for the `utils.py` beside it: it works from the folder itself, and never in an installed package. */
function bareSiblings(
  modules: readonly PythonModule[],
  has: (path: string) => boolean,
  isDeclared: (name: string) => boolean,
): Evidence[] {
  return modules.flatMap(({ path, record }) => {
    const folder = path.split('/').slice(0, -1).join('/')
    if (!has(`${folder}/__init__.py`)) return []
    return record.imports
      .filter(({ level, optional, module }) => level === 0 && !optional && has(`${folder}/${module}.py`))
      .filter(({ module }) => !STANDARD_LIBRARY.has(module) && !isDeclared(module) && !has(`${module}.py`))
      .map(({ line, module }) => ({
        path,
        line,
        note: `Imports ${module} by its bare name, though it lies in ${folder}.`,
      }))
  })
}

function looseModule({ path, record }: PythonModule): Evidence {
  return { path, line: 1, note: `${formatCount(record.codeLines)} lines outside any package.` }
}

function faultWords(god: boolean, loose: number, tricks: number, bare: number): string {
  if (god) return 'one module holds more than a third of the code'
  if (loose > 0) return `${plural(loose, 'module')} lie loose beside them`
  if (tricks > 0) return `${plural(tricks, 'module')} change sys.path`
  return `${plural(bare, 'import')} of a neighbour by its bare name ${bare === 1 ? 'fails' : 'fail'} once the package is installed`
}

function packageNames(modules: readonly PythonModule[]): string[] {
  return [...new Set(modules.map(packageOf))]
}

/** The folder at the top, or the one in `src`; `src` itself where modules lie right in it. */
function packageOf({ path }: PythonModule): string {
  const [top = path, next, ...below] = path.split('/')
  return top === 'src' && next !== undefined && below.length > 0 ? next : top
}

function packages(modules: readonly PythonModule[]): Evidence[] {
  return packageNames(modules)
    .map((name) => ({ name, own: modules.filter((module) => packageOf(module) === name) }))
    .sort((a, b) => sumLines(b.own) - sumLines(a.own))
    .slice(0, 5)
    .map(({ name, own }) => ({
      path: own[0]?.path ?? '',
      note: `${name}: ${plural(own.length, 'module')}, ${formatCount(sumLines(own))} lines.`,
    }))
}

function sumLines(modules: readonly PythonModule[]): number {
  return modules.reduce((sum, { record }) => sum + record.codeLines, 0)
}
