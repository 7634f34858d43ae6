import type { ReadmeFact } from '../../facts'
import type { Launcher } from '../expand'
import { isDevelopmentName } from '../shell-arms'

const SHELL = /^(?:sh|bash|shell|console|zsh|terminal|shell-session|text|cmd|powershell|)$/i
const MAX_BLOCKS = 80

/** Commands that the README tells a reader to type: a weak sign of what ships. */
export function addReadmeCommands(readme: ReadmeFact, launcher: Launcher): void {
  const { path } = readme
  if (path === null) return
  for (const { language, text, line } of readme.codeBlocks.slice(0, MAX_BLOCKS)) {
    if (!SHELL.test(language ?? '')) continue
    const plain = text
      .slice(0, 20_000)
      .replace(/^[ \t]*(?:\$|>|%|#(?=\s*(?:docker|python|gunicorn|uvicorn|flask)))[ \t]+/gm, '')
    launcher.addText(plain, {
      source: 'readme',
      path,
      line: line + 1,
      development: isDevelopmentName(plain.slice(0, 200)),
    })
  }
}
