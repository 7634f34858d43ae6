import type { FilesFact } from '../../facts'
import type { Launcher } from '../expand'
import { makeTarget, makeTargets } from '../make-target'
import { isDevelopmentName } from '../shell-arms'

const SCRIPT = /\.(?:sh|bash)$|(?:^|\/)(?:bin|scripts?|docker|deploy)\/(?:start|run|serve|web|worker|entrypoint)[\w-]*$/
const STARTING_TARGET =
  /^(?:run|start|serve|server|web|prod|production|up|api|worker|celery|gunicorn|uvicorn|runserver)(?:[-_.](?:\w+[-.])*\w+)?$/
const MAX_SCRIPTS = 80

/** Start scripts and Makefile targets that nothing else in the repository is seen to run. */
export function addScripts(files: FilesFact, launcher: Launcher): void {
  const scripts = files.all
    .filter(({ path, role }) => SCRIPT.test(path) && (role === 'application' || role === 'tooling'))
    .filter(({ path }) => !launcher.scriptsSeen.has(path))
    .slice(0, MAX_SCRIPTS)
  for (const { path } of scripts) {
    launcher.add(['sh', path], { source: 'script', path, line: 1, development: isDevelopmentName(path), name: path })
  }
  const text = files.text('Makefile') ?? ''
  for (const target of makeTargets(text).filter((name) => STARTING_TARGET.test(name))) {
    const recipe = makeTarget(text, target)
    if (!recipe) continue
    const before = launcher.commands.length
    launcher.addText(
      recipe.text,
      {
        source: 'script',
        path: 'Makefile',
        line: recipe.line,
        development: isDevelopmentName(target),
        name: target,
      },
      1,
    )
    // A Makefile's bare development server is a convenience of the developer.
    for (let at = before; at < launcher.commands.length; at++) {
      const command = launcher.commands[at]
      if (command?.server === 'development') launcher.commands[at] = { ...command, development: true }
    }
  }
}
