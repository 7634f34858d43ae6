import { baseName } from '../paths'

const COMMANDS: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^twine upload\b/, 'uploads to a package index'],
  [/^(?:uv|poetry|pdm|flit|hatch|rye|maturin) publish\b/, 'publishes the package'],
  [/^(?:docker|podman|buildah) (?:image )?push\b/, 'pushes an image'],
  [/^docker (?:buildx )?(?:build|bake)\b.* --push\b/, 'pushes an image'],
  [/^docker compose push\b|^docker-compose push\b/, 'pushes an image'],
  [/^docker stack deploy\b/, 'deploys a stack'],
  [/^helm (?:upgrade|install|push)\b/, 'deploys with Helm'],
  [/^helmfile (?:apply|sync)\b/, 'deploys with Helm'],
  [/^kubectl (?:-\S+ \S+ )*(?:apply|set image|rollout|create|replace)\b/, 'deploys to Kubernetes'],
  [/^(?:kustomize build|argocd app sync|oc (?:apply|rollout|start-build))\b/, 'deploys to Kubernetes'],
  [/^gcloud (?:\S+ ){0,3}deploy\b|^gcloud builds submit\b/, 'deploys to Google Cloud'],
  [
    /^aws (?:ecs update-service|s3 (?:sync|cp)|lambda update-function-code|cloudformation deploy|deploy|ecr|elasticbeanstalk|apprunner)\b/,
    'deploys to AWS',
  ],
  [/^(?:sam|cdk|copilot|eb|chalice|zappa) (?:deploy|update|svc deploy)\b/, 'deploys to AWS'],
  [/^az (?:webapp|containerapp|functionapp|acr|aks)\b/, 'deploys to Azure'],
  [/^(?:func azure functionapp publish)\b/, 'deploys to Azure'],
  [/^(?:flyctl|fly) deploy\b/, 'deploys to Fly.io'],
  [/^heroku (?:container:(?:push|release)|builds:create)\b|^git push .*heroku/, 'deploys to Heroku'],
  [/^(?:serverless|sls) deploy\b/, 'deploys a serverless application'],
  [/^(?:terraform|tofu|terragrunt) apply\b/, 'applies infrastructure'],
  [
    /^(?:pulumi up|ansible-playbook|cap \S+ deploy|fab deploy|dokku|kamal deploy|railway up|vercel|netlify deploy|render|cf push|pcf)\b/,
    'deploys',
  ],
  [/^(?:semantic-release|python-semantic-release|release-please|goreleaser)\b|^gh release create\b/, 'makes a release'],
  [/^conda (?:build|mambabuild)\b.*--user\b|^anaconda upload\b/, 'uploads to a package index'],
]

const ACTIONS: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^pypa\/gh-action-pypi-publish/, 'publishes to PyPI'],
  [/^(?:JRubics\/poetry-publish|etils-actions\/pypi-auto-publish)/, 'publishes to PyPI'],
  [
    /^(?:softprops\/action-gh-release|ncipollo\/release-action|release-drafter\/release-drafter|actions\/create-release)/,
    'makes a GitHub release',
  ],
  [/^(?:googleapis|google-github-actions)\/release-please-action/, 'makes a release'],
  [/^python-semantic-release\/|^relekang\/python-semantic-release/, 'makes a release'],
  [
    /^aws-actions\/(?:amazon-ecs-deploy-task-definition|aws-cloudformation-github-deploy|aws-lambda-deploy)/,
    'deploys to AWS',
  ],
  [/^(?:einaregilsson\/beanstalk-deploy|appleboy\/lambda-action)/, 'deploys to AWS'],
  [/^google-github-actions\/deploy-/, 'deploys to Google Cloud'],
  [/^[Aa]zure\/(?:webapps-deploy|functions-action|k8s-deploy|container-apps-deploy-action|aks-)/, 'deploys to Azure'],
  [/^superfly\/flyctl-actions/, 'sets up or deploys to Fly.io'],
  [/^akhileshns\/heroku-deploy/, 'deploys to Heroku'],
  [/^appleboy\/(?:ssh|scp)-action|^burnett01\/rsync-deployments|^easingthemes\/ssh-deploy/i, 'deploys over SSH'],
  [/^(?:serverless\/github-action|digitalocean\/app_action|bitovi\/)/, 'deploys'],
]

/** What a command releases or deploys; null when it does neither. */
export function deploymentOf(words: readonly string[]): string | null {
  const text = [baseName(words[0] ?? ''), ...words.slice(1, 40)].join(' ').slice(0, 2000)
  if (/--dry-run|\s--check\b/.test(text)) return null
  return COMMANDS.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

export function deploymentOfAction(uses: string, inputs: Readonly<Record<string, string>>): string | null {
  if (/^docker\/(?:build-push-action|bake-action)/.test(uses)) {
    return /^(?:false|)$/.test((inputs.push ?? '').trim()) ? null : 'pushes an image'
  }
  return ACTIONS.find(([pattern]) => pattern.test(uses))?.[1] ?? null
}
