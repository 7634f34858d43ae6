import { defineCheck, fail, notApplicable, type Outcome, partial, pass } from '../check'
import { containerFix } from './containerization.part.fix'
import { bestImage, imageSigns, isStarted } from './containerization.part.signs'

export default defineCheck({
  id: 'containerization',
  category: 'deployability',
  title: 'A container image builds and starts it safely',
  weight: 2,
  why: 'Without a small, pinned image that runs as an ordinary user, every machine runs something slightly different, and a break-in starts as root.',
  needs: ['kind', 'dockerfiles', 'launch', 'dependencies', 'files'],
  detect({ kind, dockerfiles, launch, files }): Outcome {
    if (kind.kind === 'none') return notApplicable('There is practically no Python code to package.')
    const required = kind.kind === 'web-service' || kind.kind === 'worker'
    const best = bestImage(dockerfiles.application, launch)
    // An image that starts nothing is a box to work or build in: nobody runs it.
    const image = required || (best && (best.error !== undefined || isStarted(best, launch))) ? best : null
    if (!required && !image)
      return notApplicable(
        `A ${WORDS[kind.kind] ?? 'project of this kind'} need not ship an image, and this one ships none.`,
      )
    const packagings = launch.packagings.slice(0, 6)
    if (!image) {
      if (packagings.length > 0)
        return partial(
          `It is packaged for deployment without an image of its own (${packagings[0]?.path}).`,
          packagings,
        )
      const others = dockerfiles.files.map(({ path, purpose }) => ({
        path,
        note: `A Dockerfile, but for ${PURPOSES[purpose]}.`,
      }))
      return fail('Nothing packages it for deployment: no Dockerfile, buildpack, serverless definition or unit.', [
        {
          path: '',
          note: `Looked for Dockerfiles, Containerfiles, Procfiles, serverless and platform files among ${files.all.length} files.`,
        },
        ...others.slice(0, 6),
      ])
    }
    const signs = imageSigns(image, launch)
    const evidence = [...signs.needed, ...signs.good, ...signs.lacking].slice(0, 12)
    if (image.error !== undefined)
      return partial(`${image.path} can not be read as Docker reads it: ${image.error}`, [
        { path: image.path, note: image.error },
      ])
    const count = `${signs.good.length} of 5 good signs`
    if (signs.flaws.length > 0) return partial(`${image.path} ${signs.flaws[0]}.`, evidence)
    if (signs.missing.length > 0)
      return partial(`${image.path} refers to files that do not exist.`, [...signs.missing, ...evidence].slice(0, 12))
    if (signs.good.length < 2) return partial(`${image.path} builds and starts it, but shows only ${count}.`, evidence)
    return pass(`${image.path} builds and starts it from a tagged base, with ${count}.`, evidence)
  },
  fix: containerFix,
})

const WORDS: Readonly<Record<string, string>> = {
  cli: 'command-line tool',
  library: 'library',
  notebook: 'collection of notebooks',
  scripts: 'collection of scripts',
}
const PURPOSES = {
  application: 'the application',
  development: 'development',
  ci: 'pipelines or builds',
  other: 'something else',
}
