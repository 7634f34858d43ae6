import type { FactInput } from './create'
import type { DockerfilesFact } from './facts'

export function readDockerfiles(_input: FactInput): DockerfilesFact {
  return { files: [], application: [] }
}
