import type { SecretLintRuleCreator, SecretLintSourceCode } from '@secretlint/types'

/** Where a rule saw something: UTF-16 offsets into the text, as the rule gives them. */
export interface RuleReport {
  readonly messageId: string
  readonly start: number
  readonly end: number
}

/** Account numbers are reported too; whoever reads the reports leaves them out. */
const OPTIONS = { enableIDScanRule: true }

/**
 * What one rule reports on a text, at most `limit` reports. Rules are run without secretlint's own core, which writes
 * values into messages, compares every report with all others, and keeps measurements of each run for ever. Rejects
 * when the rule throws.
 */
export async function runRule(
  rule: SecretLintRuleCreator<object>,
  path: string,
  text: string,
  limit: number,
): Promise<readonly RuleReport[]> {
  const reports: RuleReport[] = []
  const handler = rule.create(
    {
      sharedOptions: {},
      createTranslator: () => (messageId) => ({ message: '', messageId: String(messageId), data: undefined }),
      report: ({ message, range: [start, end] }) => {
        if (reports.length < limit) reports.push({ messageId: message.messageId, start, end })
      },
      ignore: () => undefined,
    },
    OPTIONS,
  )
  await handler.file?.(sourceOf(path, text))
  return reports
}

function sourceOf(path: string, content: string): SecretLintSourceCode {
  return {
    hasBOM: false,
    content,
    filePath: path,
    // The text is of a commit, not of a file that a rule may open.
    physicalFilePath: undefined,
    contentType: 'text',
    ext: '',
    getFilePath: () => path,
    getPhysicalFilePath: () => undefined,
    locationToRange: unsupported,
    rangeToLocation: unsupported,
    positionToIndex: unsupported,
    indexToPosition: unsupported,
  }
}

function unsupported(): never {
  throw new Error('A rule of secretlint asks for lines and columns, which it is not given')
}
