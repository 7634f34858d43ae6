/** What is counted, by what; values of labels come from lists of ours, never from GitHub or an address. */
export const COUNTERS = {
  airworthy_scans_finished_total: {
    help: 'Scans that ended, by what they were of and how.',
    labels: ['scope', 'outcome'],
  },
  airworthy_scan_items_finished_total: {
    help: 'Repositories that scans looked at: their heads and their histories.',
    labels: ['phase', 'outcome'],
  },
  airworthy_jobs_total: {
    help: 'Attempts at jobs of the queue: done, or failed and perhaps tried again.',
    labels: ['task', 'outcome'],
  },
  airworthy_job_failures_total: { help: 'Jobs that were given up.', labels: ['task', 'code'] },
  airworthy_errors_total: {
    help: 'Errors in the log (warnings and worse), by code and by what was under way.',
    labels: ['code', 'during'],
  },
  airworthy_kept_answers_total: {
    help: 'Figures of pages that were asked for: read from the database, or kept from before.',
    labels: ['outcome'],
  },
  airworthy_http_requests_total: { help: 'Requests that were answered.', labels: ['route', 'method', 'status'] },
} as const

const FAST = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const SLOW = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

/** How long things take, in seconds; `buckets` are upper bounds. */
export const HISTOGRAMS = {
  airworthy_audit_duration_seconds: {
    help: 'Time to fetch and audit one commit.',
    labels: [],
    buckets: SLOW,
  },
  airworthy_job_duration_seconds: { help: 'Time of one attempt at a job.', labels: ['task'], buckets: SLOW },
  airworthy_http_request_duration_seconds: {
    help: 'Time until an answer was sent; streams of events are left out.',
    labels: ['route'],
    buckets: FAST,
  },
} as const satisfies Record<
  string,
  { readonly help: string; readonly labels: readonly string[]; readonly buckets: readonly number[] }
>

export type CounterName = keyof typeof COUNTERS
export type HistogramName = keyof typeof HISTOGRAMS
export type LabelsOf<Definition extends { readonly labels: readonly string[] }> = Readonly<
  Record<Definition['labels'][number], string>
>
