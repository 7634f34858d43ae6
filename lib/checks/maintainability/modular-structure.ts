import type { Evidence, PythonModule } from '@/lib/facts/facts'
import { defineCheck, fail, notApplicable, partial, pass } from '../check'
import { percent, plural } from '../wording'

const ENTRY_MODULES =
  /^(?:manage|wsgi|asgi|app|application|main|__main__|run|server|worker|settings|config|setup|conftest|tasks|gunicorn[\w.]*|celery\w*)\.py$/
const SMALL = 300
const GOD_LINES = 1500

export default defineCheck({
  id: 'modular-structure',
  category: 'maintainability',
  title: 'Code lives in importable packages',
  weight: 2,
  why: 'Loose scripts and a module that does everything can be neither tested nor changed in parts: every change touches the whole, and two people cannot work side by side.',
  needs: ['python', 'files', 'project', 'kind'],
  detect({ python, files, project, kind }) {
    const unparsed = python.modules.filter(({ role, record }) => role === 'application' && !record.parse.ok)
    const modules = [...python.application, ...unparsed].filter((module) => module.record.codeLines > 0)
    if (kind.kind === 'none' || modules.length === 0)
      return notApplicable('There is practically no application code to structure.')
    const total = sumLines(modules)
    const packaged = modules.filter((module) => inPackage(module, project.path, files.has, modules))
    const share = sumLines(packaged) / total
    const root = modules.filter((module) => !packaged.includes(module))
    const loose = root.filter(
      ({ path }) =>
        path.split('/').length === (project.path === '' ? 1 : project.path.split('/').length + 1) &&
        !ENTRY_MODULES.test(path.slice(path.lastIndexOf('/') + 1)),
    )
    const god = modules.find(({ record }) => record.lines > GOD_LINES && record.codeLines > total / 3)
    const pathTricks = modules.flatMap(sysPathTricks)
    const figures = `${percent(share)} of ${total.toLocaleString('en')} lines lie in packages`
    const looseEvidence = [...root]
      .sort((a, b) => b.record.codeLines - a.record.codeLines)
      .slice(0, 6)
      .map(looseModule)
    if (share < 0.5 && total > SMALL) {
      const what = modules.length === 1 ? 'one file' : `${plural(root.length, 'loose module')}`
      return fail(`${total.toLocaleString('en')} lines of code in ${what}; ${figures}.`, looseEvidence)
    }
    if (share < 0.5)
      return partial(
        `${total.toLocaleString('en')} lines in ${plural(modules.length, 'module')} without a package: tidy, but nothing to import from.`,
        looseEvidence,
      )
    const faults: Evidence[] = [
      ...(god
        ? [
            {
              path: god.path,
              line: 1,
              note: `${god.record.lines.toLocaleString('en')} lines in one module: ${percent(god.record.codeLines / total)} of the code.`,
            },
          ]
        : []),
      ...(share < 0.9 ? looseEvidence : []),
      ...(share >= 0.9 && loose.length > 3 ? looseEvidence : []),
      ...(pathTricks.length > 1 ? pathTricks.slice(0, 4) : []),
    ]
    if (faults.length > 0)
      return partial(
        `${figures}, but ${faultWords(god !== undefined, share, loose.length, pathTricks.length)}.`,
        [...faults, ...packages(packaged)].slice(0, 12),
      )
    return pass(`${figures}, in ${plural(packageNames(packaged).length, 'package')}.`, packages(packaged))
  },
  fix({ python }) {
    const god = python.application.find(({ record }) => record.lines > GOD_LINES)
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

/** In a folder with `__init__.py`, or in a folder from which several modules are imported by their dotted name. */
function inPackage(
  module: PythonModule,
  projectPath: string,
  has: (path: string) => boolean,
  all: readonly PythonModule[],
): boolean {
  if (module.path.endsWith('.ipynb')) return false
  const folder = module.path.split('/').slice(0, -1).join('/')
  if (folder === projectPath || folder === '' || folder === 'src') return false
  if (has(`${folder}/__init__.py`) || /\/management\/commands$|^(?:.*\/)?(?:dags|flows|plugins)$/.test(folder))
    return true
  const neighbours = all.filter(({ path }) => path.startsWith(`${folder}/`))
  return (
    neighbours.length > 1 &&
    all.some(({ imports, path }) => imports.some((target) => target.startsWith(`${folder}/`) && target !== path))
  )
}

function sysPathTricks({ path, record }: PythonModule): Evidence[] {
  return record.calls
    .filter(({ callee }) => /^sys\.path\.(?:insert|append|extend)$/.test(callee))
    .map(({ line }) => ({ path, line, note: 'Changes sys.path so that its imports work.' }))
}

function looseModule({ path, record }: PythonModule): Evidence {
  return { path, line: 1, note: `${record.codeLines.toLocaleString('en')} lines outside any package.` }
}

function faultWords(god: boolean, share: number, loose: number, tricks: number): string {
  if (god) return 'one module holds more than a third of the code'
  if (share < 0.9) return `${percent(1 - share)} lie loose`
  return loose > 3 ? `${plural(loose, 'module')} lie loose beside them` : `${plural(tricks, 'module')} change sys.path`
}

function packageNames(modules: readonly PythonModule[]): string[] {
  return [...new Set(modules.map(({ path }) => path.replace(/^src\//, '').split('/')[0] ?? path))]
}

function packages(modules: readonly PythonModule[]): Evidence[] {
  return packageNames(modules)
    .map((name) => ({ name, own: modules.filter(({ path }) => path.replace(/^src\//, '').split('/')[0] === name) }))
    .sort((a, b) => sumLines(b.own) - sumLines(a.own))
    .slice(0, 5)
    .map(({ name, own }) => ({
      path: own[0]?.path ?? '',
      note: `${name}: ${plural(own.length, 'module')}, ${sumLines(own).toLocaleString('en')} lines.`,
    }))
}

function sumLines(modules: readonly PythonModule[]): number {
  return modules.reduce((sum, { record }) => sum + record.codeLines, 0)
}
