import { ExternalLink } from '@/components/ui/external-link'
import { KIND_TITLES } from '@/lib/checks/rubric'
import { editFileUrl, newFileUrl } from '@/lib/data/github-links'
import type { Kind } from '@/lib/facts/facts'
import { CopyButton } from './copy-button'

const OVERRIDE_FILE = '.airworthy.yml'
const KINDS = (Object.keys(KIND_TITLES) as Kind[]).filter((kind) => kind !== 'none')

/** How an owner says of which kind a repository or one of its projects is. */
export function KindCorrection({
  kind,
  folder,
  overridePath,
  githubUrl,
  branch,
}: {
  /** What it was taken for. */
  readonly kind: Kind
  /** Folder of the project; '' for the root. */
  readonly folder: string
  /** The owner's file, where there is one already. */
  readonly overridePath: string | null
  readonly githubUrl: string
  readonly branch: string | null
}) {
  const path = overridePath ?? (folder === '' ? OVERRIDE_FILE : `${folder}/${OVERRIDE_FILE}`)
  // Only an example: which kind is right is what the page does not know.
  const snippet = `kind: ${kind === 'library' ? 'cli' : 'library'}\n`
  return (
    <details className="mt-3 border-t pt-3 text-sm">
      <summary className="link w-fit list-none">Kind not right?</summary>
      <p className="mt-2">
        Say which it is in <code className="font-mono text-code [overflow-wrap:anywhere]">{path}</code> on the default
        branch. The kinds are{' '}
        {KINDS.map((each, index) => (
          <span key={each}>
            {index > 0 && ', '}
            <code className="font-mono text-code">{each}</code>
          </span>
        ))}
        . The next audit takes it, and the page says that an owner set it.
      </p>
      <div className="mt-2 flex items-center justify-between gap-3 rounded-md border bg-sunken/60 py-1 pr-1 pl-3">
        <code className="font-mono text-code">{snippet.trim()}</code>
        <CopyButton text={snippet} label={`Copy: snippet for ${path}`} />
      </div>
      {branch !== null && (
        <p className="mt-2">
          {overridePath === null ? (
            <ExternalLink href={newFileUrl(githubUrl, branch, path, snippet)}>Create the file on GitHub</ExternalLink>
          ) : (
            <ExternalLink href={editFileUrl(githubUrl, branch, path)}>Edit the file on GitHub</ExternalLink>
          )}
        </p>
      )}
    </details>
  )
}
