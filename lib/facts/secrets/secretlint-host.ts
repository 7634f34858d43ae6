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
 * Hands on what one rule reports on a text; resolves when it has seen all of it, rejects when it throws. Rules are run
 * without secretlint's own core, which writes values into messages, compares every report with all others, and keeps
 * measurements of each run for ever.
 */
export async function runRule(
  rule: SecretLintRuleCreator<object>,
  path: string,
  text: string,
  onReport: (report: RuleReport) => void,
): Promise<void> {
  const handler = rule.create(
    {
      sharedOptions: {},
      createTranslator: () => (messageId) => ({ message: '', messageId: String(messageId), data: undefined }),
      report: ({ message, range: [start, end] }) => onReport({ messageId: message.messageId, start, end }),
      ignore: () => undefined,
    },
    OPTIONS,
  )
  await handler.file?.(sourceOf(path, text))
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
