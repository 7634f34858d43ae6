import { EXAMPLES } from '@/lib/checks/examples'
import { HONEST } from '../hostile/honest'
import { ODD_FILES } from './odd-files'

export type Files = Readonly<Record<string, string>>

/** Repositories that the checks are explained with, and files of what they hardly show. */
export function repositories(): readonly Files[] {
  return [
    ...Object.values(EXAMPLES).flatMap((examples) => examples.map(({ files }) => files as Files)),
    ...Object.entries(ODD_FILES).map(([path, text]) => ({ ...HONEST, [path]: text })),
  ]
}

/** The texts of files whose path fits. */
export function textsOf(path: RegExp): readonly string[] {
  return [
    ...new Set(
      repositories().flatMap((files) =>
        Object.entries(files).flatMap(([each, text]) => (path.test(each) && typeof text === 'string' ? [text] : [])),
      ),
    ),
  ]
}
