import './node-version.js'
import { SetupFailure } from './failure.js'
import { organisationSecret } from './organisation-secret.js'
import { loadEnvironmentFile } from './settings.js'
import { runCommand, shutdown, stopOnSignals } from './shutdown.js'

const usage = `npm run webhook-secret -- NUMBER

Prints the secret for the webhook of one organisation, where there is no GitHub App. NUMBER is GitHub's number of the
organisation, which its settings on Airworthy tell.`

stopOnSignals(() => 130)
runCommand(async () => {
  loadEnvironmentFile()
  const [number = '', ...others] = process.argv.slice(2)
  if (!/^[1-9]\d{0,17}$/.test(number) || others.length > 0) throw new SetupFailure(usage, 2)
  const { GITHUB_WEBHOOK_SECRET: secret, GITHUB_APP_ID: app } = process.env
  if (app)
    throw new SetupFailure('With a GitHub App, its own webhook tells of all organisations: none needs another.', 2)
  if (!secret || secret.length < 16) {
    throw new SetupFailure('Set GITHUB_WEBHOOK_SECRET to a random text of at least 16 characters first.', 2)
  }
  console.log(organisationSecret(secret, number))
  await shutdown(0)
})
