import type { Facts } from '@/lib/facts/facts'
import type { Fix } from '../check'
import { bestImage, imageSigns } from './containerization.part.signs'

type Needed = Pick<Facts, 'kind' | 'dockerfiles' | 'launch' | 'dependencies' | 'files'>

/** What is lacking in the image that is there, or a first image that fits the tool in use. */
export function containerFix({ dockerfiles, launch, dependencies }: Needed): Fix {
  const image = bestImage(dockerfiles.application, launch)
  if (image) {
    const { flaws, lacking, missing } = imageSigns(image, launch)
    const first = flaws[0] ? `${image.path} ${flaws[0]}: mend that first.` : (missing[0]?.note ?? '')
    const rest = lacking.map(({ note }) => note.charAt(0).toLowerCase() + note.slice(1).replace(/\.$/, '')).slice(0, 3)
    const list = rest.join('; ')
    const summary =
      first === ''
        ? `Mend what is lacking in ${image.path}: ${list}.`
        : `${first} ${list === '' ? '' : `Then what is lacking: ${list}.`}`.trim()
    return { summary, snippet: { path: image.path, language: 'dockerfile', code: USER } }
  }
  const tool = dependencies.manifests
    .map((manifest) => manifest.tool)
    .find((name) => name === 'uv' || name === 'poetry')
  return {
    summary:
      'Add a Dockerfile that installs from the lock, copies the code afterwards and runs as an ordinary user, and a .dockerignore.',
    snippet: {
      path: 'Dockerfile',
      language: 'dockerfile',
      code: `${INSTALL[tool ?? 'pip']}${START(launch.commands.find(({ server }) => server === 'production')?.words)}`,
    },
  }
}

const USER = 'RUN useradd --create-home --uid 10001 app\nUSER app\n'

const INSTALL: Readonly<Record<string, string>> = {
  uv: 'FROM python:3.13-slim\nCOPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/uv\nWORKDIR /app\nCOPY pyproject.toml uv.lock ./\nRUN uv sync --frozen --no-dev --no-install-project\nCOPY . .\n',
  poetry:
    'FROM python:3.13-slim\nRUN pip install --no-cache-dir poetry==2.2.1\nWORKDIR /app\nCOPY pyproject.toml poetry.lock ./\nRUN poetry install --only main --no-root\nCOPY . .\n',
  pip: 'FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt ./\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY . .\n',
}

function START(words: readonly string[] | undefined): string {
  return `${USER}CMD ${JSON.stringify(words ?? ['python', '-m', 'app'])}\n`
}
