import type { FileDiff } from '../git/diff'
import type { Repository } from '../host'
import type { CheckRunRecord, CommentRecord, IssueRecord, PullRecord } from '../records/record-schemas'
import { escapeHtml, htmlPage } from '../web/html'
import { aboutOf, type Numbered } from './issues'

export function issueListPage({ fullName }: Repository, listed: readonly Numbered[]): string {
  const rows = listed.map((each) => {
    const { number, title, state, by } = aboutOf(each)
    const href = escapeHtml(`/${fullName}/${each.kind === 'pull' ? 'pull' : 'issues'}/${number}`)
    return `<li><a href="${href}">#${number} ${escapeHtml(title)}</a> ${state}, by ${escapeHtml(by)}</li>`
  })
  const title = `Issues of ${fullName}`
  const list = rows.length > 0 ? `<ul>\n${rows.join('\n')}\n</ul>` : '<p>There are none.</p>'
  const start = `<p><a href="${escapeHtml(`/${fullName}/issues/new`)}">New issue</a></p>`
  return htmlPage(title, `<h1>${escapeHtml(title)}</h1>\n${start}\n${list}`)
}

export function issuePage(repository: Repository, issue: IssueRecord, comments: readonly CommentRecord[]): string {
  const reason = issue.stateReason ? ` as ${issue.stateReason.replace('_', ' ')}` : ''
  const labels = issue.labels.map((label) => `<code>${escapeHtml(label)}</code>`).join(' ')
  const body = `${heading(repository, issue, `${issue.state}${issue.state === 'closed' ? reason : ''}`)}
${labels ? `<p>${labels}</p>` : ''}
${text(issue.body ?? '')}
${comments.map(commentBody).join('\n')}`
  return htmlPage(`${issue.title} · #${issue.number} · ${repository.fullName}`, body)
}

export function pullPage(
  repository: Repository,
  pull: PullRecord,
  comments: readonly CommentRecord[],
  files: readonly FileDiff[],
  runs: readonly CheckRunRecord[],
): string {
  const state = pull.mergedAt ? 'merged' : pull.state
  const sides = `<p><code>${escapeHtml(pull.head.ref)}</code> into <code>${escapeHtml(pull.base.ref)}</code></p>`
  const checks = runs.map((run) => {
    const href = escapeHtml(`/${repository.fullName}/runs/${run.id}`)
    const title = run.output.title ? `: ${escapeHtml(run.output.title)}` : ''
    return `<li><a href="${href}">${escapeHtml(run.name)}</a> ${run.conclusion ?? run.status}${title}</li>`
  })
  const changes = files.map(({ path, status, additions, deletions, patch }) => {
    const name = `<h3>${escapeHtml(path)}</h3>\n<p>${status}, +${additions} −${deletions}</p>`
    return patch ? `${name}\n<pre>${escapeHtml(patch)}</pre>` : name
  })
  const body = `${heading(repository, pull, state)}
${sides}
${text(pull.body ?? '')}
${comments.map(commentBody).join('\n')}
${checks.length > 0 ? `<h2>Checks</h2>\n<ul>\n${checks.join('\n')}\n</ul>` : ''}
<h2>Files</h2>
${changes.join('\n')}`
  return htmlPage(`${pull.title} · #${pull.number} · ${repository.fullName}`, body)
}

export function checkRunPage({ fullName }: Repository, run: CheckRunRecord): string {
  const { title, summary, text: details } = run.output
  const rows = run.annotations.map(
    ({ path, start_line, annotation_level, message }) =>
      `<li><code>${escapeHtml(path)}:${start_line}</code> ${annotation_level}: ${escapeHtml(message)}</li>`,
  )
  const link = run.detailsUrl ? `<p><a href="${escapeHtml(run.detailsUrl)}">Details</a></p>` : ''
  const body = `<h1>${escapeHtml(run.name)}</h1>
<p>${run.conclusion ?? run.status}, for <a href="/${fullName}/commit/${run.headSha}">${run.headSha.slice(0, 7)}</a></p>
${title ? `<h2>${escapeHtml(title)}</h2>` : ''}
${text(summary ?? '')}
${text(details ?? '')}
${rows.length > 0 ? `<h2>Annotations</h2>\n<ul>\n${rows.join('\n')}\n</ul>` : ''}
${link}`
  return htmlPage(`${run.name} · ${fullName}`, body)
}

/** The form for a new issue, filled in with what the link says. */
export function newIssuePage({ fullName }: Repository, viewer: string | undefined, title: string, body: string) {
  const heading = `<h1>New issue in ${escapeHtml(fullName)}</h1>`
  if (!viewer) {
    return htmlPage('New issue', `${heading}\n<p>Sign in through an application first: nobody is signed in here.</p>`)
  }
  return htmlPage(
    'New issue',
    `${heading}
<form method="post" action="${escapeHtml(`/${fullName}/issues`)}">
<p><label for="title">Title</label><br>
<input id="title" name="title" size="60" maxlength="256" required value="${escapeHtml(title)}"></p>
<p><label for="body">Body</label><br>
<textarea id="body" name="body" rows="16" cols="70" maxlength="65536">
${escapeHtml(body)}</textarea></p>
<p><button type="submit">Create as ${escapeHtml(viewer)}</button></p>
</form>`,
  )
}

function heading({ fullName }: Repository, { title, number, by }: IssueRecord | PullRecord, state: string): string {
  const back = escapeHtml(`/${fullName}/issues`)
  return `<h1>${escapeHtml(title)} #${number}</h1>
<p><strong>${escapeHtml(state)}</strong>, opened by ${escapeHtml(by)} in <a href="${back}">${escapeHtml(fullName)}</a></p>`
}

function commentBody({ id, by, body }: CommentRecord): string {
  return `<section id="issuecomment-${id}">\n<h2>${escapeHtml(by)}</h2>\n${text(body)}\n</section>`
}

/** Markdown is shown as it was written. */
function text(markdown: string): string {
  return markdown ? `<div style="white-space: pre-wrap; overflow-wrap: anywhere">${escapeHtml(markdown)}</div>` : ''
}
