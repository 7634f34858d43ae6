import type { CallRecord, ImportRecord } from '@/lib/python/record'
import { CallIndex } from './call-index'
import { DISTRIBUTIONS_OF } from './dependencies/import-names'
import { normaliseName } from './dependencies/requirement'
import { textAt } from './document'
import type { RepositoryScope } from './fact-input'
import type { Facts, PythonModule, SharedModule } from './facts'
import { type FoundFunction, FunctionFinder } from './function-finder'
import { folderOf, inFolder } from './paths'
import { ownerOf } from './project-folders'
import { STANDARD_LIBRARY } from './standard-library'
import { parseToml } from './toml'

const MAX_SHARED = 2_000
const NOTHING: ReadonlySet<string> = new Set()

/** What one project of several imports of the others: workspace members, path dependencies, packages beside it. */
export class Siblings {
  private readonly projects: ProjectPackages

  constructor(
    private readonly project: string,
    private readonly repository: RepositoryScope,
  ) {
    this.projects = packagesOf(repository)
  }

  /** An absolute import of this project that means a module of another one. */
  holds(statement: ImportRecord): boolean {
    return this.projects.targets(statement, this.project).length > 0
  }

  /** Modules that code of this project reaches by imports, and of their functions those that it calls. */
  reachedFrom(application: readonly PythonModule[]): readonly SharedModule[] {
    const { python } = this.repository.facts
    const whole = new Map(python.modules.map((module) => [module.path, module]))
    const own = application.flatMap(({ path }) => whole.get(path) ?? [])
    const reached = new Map<string, PythonModule>()
    const queue = [...own]
    for (let next = queue.pop(); next && reached.size < MAX_SHARED; next = queue.pop()) {
      for (const path of this.importsOf(next)) {
        const module = whole.get(path)
        if (!module || reached.has(path) || !this.projects.isApplication(module)) continue
        reached.set(path, module)
        queue.push(module)
      }
    }
    const called = reached.size === 0 ? new Map<string, ReadonlySet<string>>() : this.calledIn(own, reached)
    return [...reached.values()].map((module) => {
      const functions = called.get(module.path)
      return { module, runs: ({ scope, inMain }) => !inMain && (scope === null || (functions?.has(scope) ?? false)) }
    })
  }

  /** Modules of other projects, and from these on those of the same project too. */
  private importsOf(module: PythonModule): readonly string[] {
    const { owner, across, inside } = this.projects.importsOf(module)
    return owner === this.project ? across : [...across, ...inside]
  }

  /** Functions of shared modules that run when a project's own code does, by the path of their module. */
  private calledIn(
    own: readonly PythonModule[],
    shared: ReadonlyMap<string, PythonModule>,
  ): Map<string, ReadonlySet<string>> {
    const called = new Map<string, Set<string>>()
    const queue: (readonly FoundFunction[])[] = [
      ...own.map((module) => this.projects.calledBy(module, module.record.calls)),
      ...[...shared.values()].map((module) => this.projects.calledWithin(module, null)),
    ]
    for (let next = queue.pop(); next; next = queue.pop()) {
      for (const { module, fn } of next) {
        if (!shared.has(module.path)) continue
        const functions = called.get(module.path) ?? new Set()
        called.set(module.path, functions)
        if (functions.has(fn.qualifiedName)) continue
        functions.add(fn.qualifiedName)
        queue.push(this.projects.calledWithin(module, fn.qualifiedName))
      }
    }
    return called
  }
}

interface Place {
  readonly path: string
  readonly project: string
  /** It lies in a folder that is imported by its name; a lone `config.py` may be anybody's. */
  readonly packaged: boolean
}

interface Imports {
  readonly owner: string
  /** Modules of other projects. */
  readonly across: readonly string[]
  /** Modules of the same one. */
  readonly inside: readonly string[]
}

const known = new WeakMap<Facts, ProjectPackages>()

function packagesOf(repository: RepositoryScope): ProjectPackages {
  const found = known.get(repository.facts) ?? new ProjectPackages(repository)
  known.set(repository.facts, found)
  return found
}

/** By what names the modules of a repository's projects are imported once these are installed, or run from their folder. */
class ProjectPackages {
  private readonly places = new Map<string, Place[]>()
  private readonly topLevel = new Map<string, Set<string>>()
  private declared: ReadonlyMap<string, ReadonlySet<string>> | null = null
  private readonly imported = new Map<PythonModule, Imports>()
  private readonly called = new Map<PythonModule, Map<string | null, readonly FoundFunction[]>>()
  private readonly names: ReadonlyMap<string, string>

  constructor(private readonly repository: RepositoryScope) {
    const { facts, projects } = repository
    for (const module of facts.python.modules) {
      const project = ownerOf(module.path, projects)
      if (project === null || !this.isApplication(module)) continue
      for (const name of importNames(module.path, project)) {
        const packaged = name.includes('.') || module.path.endsWith('/__init__.py')
        this.add(name, { path: module.path, project, packaged })
      }
    }
    this.names = new Map(projects.flatMap((project) => packageName(project, facts)))
  }

  isApplication({ role, record }: PythonModule): boolean {
    return role === 'application' && record.parse.ok
  }

  /** What a module imports when it runs; found once, since many projects may reach it. */
  importsOf(module: PythonModule): Imports {
    const known = this.imported.get(module)
    if (known) return known
    const { projects } = this.repository
    const owner = ownerOf(module.path, projects) ?? ''
    const across = module.record.imports.flatMap((each) => (each.typeChecking ? [] : this.targets(each, owner)))
    const inside = module.imports.filter((target) => ownerOf(target, projects) === owner)
    const found = { owner, across: [...new Set(across)], inside }
    this.imported.set(module, found)
    return found
  }

  /** Functions of the repository that the code of a scope calls; found once as well. */
  calledWithin(module: PythonModule, scope: string | null): readonly FoundFunction[] {
    const scopes = this.called.get(module) ?? new Map<string | null, readonly FoundFunction[]>()
    this.called.set(module, scopes)
    const calls = CallIndex.of(this.repository.facts.python.modules).within(module, scope)
    const found =
      scopes.get(scope) ??
      this.calledBy(
        module,
        calls.filter(({ inMain }) => !inMain),
      )
    scopes.set(scope, found)
    return found
  }

  calledBy(module: PythonModule, calls: readonly CallRecord[]): readonly FoundFunction[] {
    const finder = FunctionFinder.of(this.repository.facts.python)
    const found = calls.flatMap(({ callee, scope }) => finder.function(callee, module, scope) ?? [])
    return [...new Map(found.map((each) => [`${each.module.path} ${each.fn.qualifiedName}`, each])).values()]
  }

  /** What an absolute import reaches outside of the project that it stands in; nothing where that is not certain. */
  targets({ module, level, names }: ImportRecord, project: string): readonly string[] {
    const top = module.split('.')[0] ?? ''
    if (level > 0 || top === '' || STANDARD_LIBRARY.has(top)) return []
    const tops = this.topLevel.get(top)
    if (!tops) return []
    const parts = module.split('.')
    const dotted = [
      ...parts.map((_, at) => parts.slice(0, at + 1).join('.')),
      ...names.flatMap(({ name }) => (name === '*' ? [] : [`${module}.${name}`])),
    ]
    return dotted.flatMap(
      (name) => (tops.has(project) ? this.beside(name, project) : this.only(name, top, project)) ?? [],
    )
  }

  /** The one module of that name, of a project that this one asks for where several have one. */
  private only(name: string, top: string, project: string): string | null {
    const places = this.places.get(name) ?? []
    const asked = this.declaredBy(project)
    const wanted = places.filter((place) => asked.has(this.names.get(place.project) ?? ''))
    const candidates = wanted.length > 0 ? wanted : places.filter(({ packaged }) => packaged)
    const [first, ...others] = candidates
    // A distribution of that name which is no project of the repository comes from the package index.
    const fromIndex = [normaliseName(top), ...(DISTRIBUTIONS_OF.get(top) ?? [])].some((each) => asked.has(each))
    if (!first || others.length > 0 || (wanted.length === 0 && fromIndex)) return null
    return first.path
  }

  /** Of a namespace that is this project's as well: the one module of that name of a project that it asks for. */
  private beside(name: string, project: string): string | null {
    const places = this.places.get(name) ?? []
    if (places.some((place) => place.project === project)) return null
    const asked = this.declaredBy(project)
    const [first, ...others] = places.filter((place) => asked.has(this.names.get(place.project) ?? ''))
    return first && others.length === 0 ? first.path : null
  }

  private declaredBy(project: string): ReadonlySet<string> {
    this.declared ??= this.readDeclared()
    return this.declared.get(project) ?? NOTHING
  }

  private readDeclared(): ReadonlyMap<string, ReadonlySet<string>> {
    const { facts, projects } = this.repository
    const declared = new Map<string, Set<string>>()
    for (const { path, name } of facts.dependencies.declared) {
      const owner = ownerOf(path, projects)
      if (owner !== null) declared.set(owner, (declared.get(owner) ?? new Set()).add(name))
    }
    return declared
  }

  private add(name: string, place: Place): void {
    const places = this.places.get(name)
    if (places) places.push(place)
    else this.places.set(name, [place])
    const top = name.split('.')[0] ?? name
    this.topLevel.set(top, (this.topLevel.get(top) ?? new Set()).add(place.project))
  }
}

/** From the project's folder and its `src`, from the folder around it, and from the root. */
function importNames(path: string, project: string): readonly string[] {
  const stem = path.replace(/(?:\/__init__)?\.py$/, '')
  const below = project === '' ? stem : stem.slice(project.length + 1)
  const around = folderOf(project)
  const names = [below.replace(/^src\//, ''), around === '' ? stem : stem.slice(around.length + 1), stem]
  return [...new Set(names.map((name) => name.replaceAll('/', '.')))].filter((name) => /^[A-Za-z_][\w.]*$/.test(name))
}

function packageName(project: string, { files }: Pick<Facts, 'files'>): [string, string][] {
  const text = files.text(inFolder(project, 'pyproject.toml'))
  const { value } = parseToml(text ?? '')
  const name = textAt(value, 'project', 'name') ?? textAt(value, 'tool', 'poetry', 'name')
  return name ? [[project, normaliseName(name)]] : []
}
