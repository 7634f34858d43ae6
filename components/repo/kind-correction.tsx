import type { ReactNode } from 'react'
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
  return (
    <details className="mt-3 border-t pt-3 text-sm print:hidden">
      <summary className="link w-fit list-none">Kind not right?</summary>
      <p className="mt-2">
        Say which it is in <code className="font-mono text-code [overflow-wrap:anywhere]">{path}</code> on the default
        branch. The next audit takes it, and the page says that an owner set it.
      </p>
      <ul aria-label="Kinds" className="mt-2 divide-y rounded-md border bg-sunken/60">
        {KINDS.filter((each) => each !== kind).map((each) => (
          <KindChoice key={each} kind={each} path={path}>
            {branch !== null && overridePath === null && (
              <ExternalLink href={newFileUrl(githubUrl, branch, path, snippetOf(each))}>
                Create<span className="sr-only"> {`${path} with kind: ${each}`}</span>
              </ExternalLink>
            )}
          </KindChoice>
        ))}
      </ul>
      {branch !== null && overridePath !== null && (
        <p className="mt-2">
          <ExternalLink href={editFileUrl(githubUrl, branch, path)}>Edit the file on GitHub</ExternalLink>
        </p>
      )}
    </details>
  )
}

function KindChoice({
  kind,
  path,
  children,
}: {
  readonly kind: Kind
  readonly path: string
  readonly children: ReactNode
}) {
  return (
    <li className="flex items-center gap-3 py-1 pr-1 pl-3">
      <code className="font-mono text-code">{snippetOf(kind).trim()}</code>
      <span className="min-w-0 flex-1 text-muted text-xs">{KIND_TITLES[kind]}</span>
      {children}
      <CopyButton text={snippetOf(kind)} label={`Copy: kind: ${kind} for ${path}`} />
    </li>
  )
}

function snippetOf(kind: Kind): string {
  return `kind: ${kind}\n`
}
