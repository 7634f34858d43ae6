import { languageOf } from '../rest/languages'
import { chance, pick, shuffle } from './chance'
import { personName, subjects } from './names'
import { type OtherKind, otherFiles } from './other-files'
import { type Files, firstFiles, type PythonKind, project, rules, type Subject } from './python-files'
import { stepsFor } from './python-steps'

export type Kind = PythonKind | OtherKind

export interface TemplateCommit {
  message: string
  files: Files
  author: { name: string; email: string }
  date: Date
}

/** A repository that many others are made like. */
export interface Template {
  name: string
  kind: Kind
  /** Oldest first. */
  commits: TemplateCommit[]
  /** Bytes by language after the last commit. */
  languages: Record<string, number>
}

const PYTHON: readonly PythonKind[] = ['service', 'library', 'service', 'job', 'cli', 'service', 'library', 'job']
const OTHER: readonly OtherKind[] = ['node', 'terraform', 'go', 'docs']
const DAY_MS = 24 * 3600 * 1000
const SPAN_DAYS = 395
const AUTHORS = 20

/** The e-mail address by which person number `index` commits. */
export function emailOf(index: number): string {
  return `person-${index + 1}@example.test`
}

/** Distinct repositories with thirteen months of commits that end before `until`; every fifth has no Python. */
export function makeTemplates(count: number, seed: number, until: Date): Template[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = index % 5 === 4 ? pickOf(OTHER, Math.floor(index / 5)) : pickOf(PYTHON, index)
    const name = subjects[Math.floor((index * subjects.length) / count)] ?? 'rest'
    const works = isPython(kind)
      ? pythonWorks({ kind, name, folder: folderOf(kind, name) }, seed, index)
      : otherFiles(kind, name)
    const commits = works.map(({ message, files }, at): TemplateCommit => {
      const person = Math.floor(chance(seed, index, at, 'author') * AUTHORS)
      const days = SPAN_DAYS * (1 - at / works.length) - chance(seed, index, at, 'day') * (SPAN_DAYS / works.length)
      const date = new Date(Math.floor((until.getTime() - days * DAY_MS) / 1000) * 1000)
      return { message, files, author: { name: personName(seed, person), email: emailOf(person) }, date }
    })
    return { name: `${name}-${kind}`, kind, commits, languages: countLanguages(commits) }
  })
}

export function isPython(kind: Kind): kind is PythonKind {
  return (PYTHON as readonly string[]).includes(kind)
}

function folderOf(kind: PythonKind, name: string): string {
  return kind === 'library' ? `src/${name}` : name
}

/** Begins, then takes most of the steps in an order of its own, with a release and a new rule every month. */
function pythonWorks(subject: Subject, seed: number, index: number): { message: string; files: Files }[] {
  const steps = shuffle(stepsFor(subject.kind), seed, index, 'steps').filter(
    (_, at) => chance(seed, index, at, 'step') < 0.75,
  )
  const works = [{ message: `Start the ${subject.kind}`, files: firstFiles(subject) }]
  for (let month = 1; month <= 12; month += 1) {
    const step = steps[month - 1]
    if (step) works.push({ message: step.message, files: step.files(subject) })
    works.push({
      message: `Add rule ${month + 1}`,
      files: { [`${subject.folder}/rules.py`]: rules(subject.name, month + 1) },
    })
    if (pick([true, false], seed, index, month, 'release')) {
      works.push({
        message: `Release 0.${month + 1}.0`,
        files: { 'pyproject.toml': project(subject, `0.${month + 1}.0`) },
      })
    }
  }
  return works
}

function countLanguages(commits: readonly TemplateCommit[]): Record<string, number> {
  const last = Object.assign({}, ...commits.map(({ files }) => files)) as Files
  const bytes: Record<string, number> = {}
  for (const [path, content] of Object.entries(last)) {
    const language = languageOf(path)
    if (language && content) bytes[language] = (bytes[language] ?? 0) + Buffer.byteLength(content)
  }
  return bytes
}

function pickOf<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T
}
