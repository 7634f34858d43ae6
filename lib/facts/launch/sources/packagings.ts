import type { Evidence, FilesFact } from '../../facts'
import { SKIPPED } from './skipped'

interface Sign {
  readonly path: RegExp
  readonly note: string
  /** What the file must hold to be of this system. */
  readonly holds?: RegExp
}

const SIGNS: readonly Sign[] = [
  {
    path: /(?:^|\/)(?:\.ebextensions\/[^/]+\.config|\.elasticbeanstalk\/config\.ya?ml|Dockerrun\.aws\.json)$/,
    note: 'AWS Elastic Beanstalk configuration.',
  },
  { path: /(?:^|\/)appspec\.ya?ml$/, note: 'AWS CodeDeploy specification.', holds: /^(?:hooks|files|Resources)\s*:/m },
  { path: /^config\/deploy\.ya?ml$/, note: 'Kamal deployment.', holds: /^servers\s*:/m },
  { path: /(?:^|\/)captain-definition$/, note: 'CapRover definition.' },
  { path: /(?:^|\/)(?:\.platform\.app\.yaml|\.upsun\/config\.yaml)$/, note: 'Platform.sh application.' },
  { path: /(?:^|\/)\.buildpacks$/, note: 'List of buildpacks.' },
  { path: /\.nomad(?:\.hcl)?$/, note: 'Nomad job.' },
]
const MAX_FOUND = 10

/** Files of other systems that deploy an application, known by name and by what they hold. */
export function otherPackagings(files: FilesFact): readonly Evidence[] {
  const found: Evidence[] = []
  for (const { path, role } of files.all) {
    if (found.length >= MAX_FOUND) break
    const sign = SIGNS.find((each) => each.path.test(path))
    if (!sign || SKIPPED.includes(role)) continue
    if (!sign.holds || sign.holds.test(files.text(path)?.slice(0, 100_000) ?? '')) found.push({ path, note: sign.note })
  }
  return found
}
