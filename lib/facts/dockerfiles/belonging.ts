import type { RepositoryScope } from '../fact-input'
import type { DockerfileEntry } from '../facts'
import { copySources } from './install-order'

const MAX_SOURCES = 100

/** Whether an image is made of one of several projects: it lies in its folder, or copies more of it than of another. */
export function madeOf(project: string, { facts, projects }: RepositoryScope): (entry: DockerfileEntry) => boolean {
  let places: ReadonlySet<string> | null = null
  return ({ path, stages }) => {
    if (project === '' || path.startsWith(`${project}/`)) return true
    const sources = stages
      .flatMap(({ instructions }) => instructions)
      .filter(({ keyword, flags }) => keyword === 'COPY' && !flags.some((flag) => flag.startsWith('--from')))
      .flatMap(({ arguments: text }) => copySources(text))
      .map((source) => source.replace(/\/?\*?$/, ''))
      .slice(0, MAX_SOURCES)
    // All that there is: the folder that it is built in is not known.
    if (sources.some((source) => source === '' || source === '.')) return true
    places ??= new Set(facts.files.all.flatMap((file) => placesOf(file.path)))
    const known = places
    const share = (folder: string) =>
      sources.filter(
        (source) => source === folder || source.startsWith(`${folder}/`) || known.has(`${folder}/${source}`),
      ).length
    const others = projects.filter((each) => each !== '' && each !== project).map(share)
    return share(project) > 0 ? share(project) >= Math.max(0, ...others) : others.every((count) => count === 0)
  }
}

/** The path itself and every folder above it. */
function placesOf(path: string): string[] {
  const parts = path.split('/')
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'))
}
