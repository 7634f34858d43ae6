import type { Evidence, Facts, PythonModule } from '@/lib/facts/facts'
import { folderOf } from '@/lib/facts/paths'
import { defineCheck, fail, notApplicable, partial, pass } from '../check'
import { formatCount, percent, plural } from '../wording'
import { type BareImport, bareSiblings, pathTricks, scriptFolders } from './modular-structure.part.imports'
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
  needs: ['python', 'files', 'project', 'kind', 'dependencies', 'launch'],
  detect({ python, files, project, kind, dependencies, launch }) {
    const structure = readStructure({ python, files, project, dependencies, launch })
    const { modules, packaged, outside, loose, share, total, god, isLoose, tricks, bare, largest } = structure
    if (kind.kind === 'none' || modules.length === 0)
      return notApplicable('There is practically no application code to structure.')
    const figures = `${percent(share)} of ${formatCount(total)} lines lie in packages`
    const looseEvidence = [...outside]
      .sort((x, y) => y.record.codeLines - x.record.codeLines)
      .slice(0, 6)
      .map(looseModule)
    if (largest && isOneFile(structure))
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
      ...bare.slice(0, 4).map(bareEvidence),
    ]
    if (faults.length > 0)
      return partial(
        `${figures}, but ${faultWords(god !== undefined, isLoose ? loose.length : 0, tricks.length, bare.length)}.`,
        [...faults, ...packages(packaged)].slice(0, 12),
      )
    return pass(`${figures}, in ${plural(packageNames(packaged).length, 'package')}.`, packages(packaged))
  },
  fix(facts) {
    const structure = readStructure(facts)
    const { god, packaged, largest, share, isLoose, tricks, bare } = structure
    if (god)
      return {
        summary: `Split ${god.path} by topic into a package of modules; keep its name as the package, so that imports go on working.`,
      }
    if (largest && packaged.includes(largest) && isOneFile(structure))
      return { summary: `Split ${largest.path} by topic into several modules of its package.` }
    const inPackages = share >= MOSTLY_LOOSE && !isLoose
    if (inPackages && tricks.length > 0)
      return {
        summary:
          'Take the changes of sys.path out: install the project (pip install -e .) and import its modules by the name of their package.',
      }
    const [neighbour] = bare
    if (inPackages && neighbour)
      return {
        summary: 'Import neighbours through their package.',
        snippet: {
          path: neighbour.path,
          language: 'python',
          code: importThroughPackage(neighbour),
        },
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

interface Structure {
  readonly modules: readonly PythonModule[]
  readonly packaged: readonly PythonModule[]
  readonly outside: readonly PythonModule[]
  /** Outside of packages, and no entry point or script for people. */
  readonly loose: readonly PythonModule[]
  readonly largest: PythonModule | undefined
  readonly god: PythonModule | undefined
  readonly total: number
  /** Of the lines in packages. */
  readonly share: number
  readonly isLoose: boolean
  readonly tricks: readonly Evidence[]
  readonly bare: readonly BareImport[]
}

function readStructure({
  python,
  files,
  project,
  dependencies,
  launch,
}: Pick<Facts, 'python' | 'files' | 'project' | 'dependencies' | 'launch'>): Structure {
  const unparsed = python.modules.filter(({ role, record }) => role === 'application' && !record.parse.ok)
  const modules = [...python.application, ...unparsed].filter((module) => module.record.codeLines > 0)
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
          scriptFolders(launch.commands),
          (path) => files.has(path),
          (name) => dependencies.has(name),
        )
      : []
  const isLoose =
    share < 0.5 ||
    looseShare > 0.4 ||
    (looseShare > 0.25 && loose.length >= FEW) ||
    (looseShare > 0.1 && loose.length > FEW)
  const [largest] = modules.toSorted((x, y) => y.record.codeLines - x.record.codeLines)
  return { modules, packaged, outside, loose, largest, god, total, share, isLoose, tricks, bare }
}

function isOneFile({ largest, total }: Structure): boolean {
  return largest !== undefined && total > SMALL && largest.record.codeLines > total * ONE_FILE
}

function depthIn(projectPath: string, path: string): number {
  return path.split('/').length - (projectPath === '' ? 0 : projectPath.split('/').length)
}

function importThroughPackage({ module, takesNames }: BareImport): string {
  return takesNames
    ? `from .${module} import …  # not: from ${module} import …\n`
    : `from . import ${module}  # not: import ${module}\n`
}

function bareEvidence({ path, line, module }: BareImport): Evidence {
  return { path, line, note: `Imports ${module} by its bare name, though it lies in ${folderOf(path)}.` }
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
