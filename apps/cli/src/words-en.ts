import type { Words } from './words.js'

const some = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

export const english: Words = {
  language: 'en',
  usage: `maestro — configuration as files

  maestro export [-o FILE]          all configuration of an organization as one YAML file
  maestro validate -f FILE …        is it a configuration file? Asks no server
  maestro plan -f FILE …            what would change; nothing is saved
  maestro apply -f FILE …           makes the changes of the plan, all or none
  maestro license verify -f FILE --keys KEYS.json
                                    is a licence file genuine and valid? Asks no server

which organization:
  --url URL                 where Maestro is        (MAESTRO_URL, http://localhost:8300)
  --token TOKEN             an API token            (MAESTRO_TOKEN; better, because others can see a command line)
  --organization ID         by id or short name     (the token's own)
files:
  -f, --file FILE           several are read as one; a folder stands for its YAML files, - for the standard input
  -o, --output FILE         where an export goes    (the standard output)
  --keys FILE               public keys of licence files: /.well-known/license-keys.json, saved
  --serial SERIAL           the licence must be for this device
  --at TIME                 valid then, instead of now
  --prune                   remove what the files leave out; otherwise it stays
how:
  -y, --yes                 ask nothing
  --reason TEXT             kept in the audit
  --deploy                  after applying, prepare a deployment for the devices concerned, and start it
  --include-pending         with --yes: also deploy what others left waiting on these devices
  --wait                    follow the deployment until it ends
  --timeout MINUTES         wait no longer than this
  --json                    answers for programs
  -h, --help

The program ends with 0 when it is done or there is nothing to do, 1 on an error, 2 when a plan has changes
or a licence file is not valid, 3 when a file is not valid or Maestro refuses it. Colours only on a terminal, and not with NO_COLOR.`,
  seeHelp: 'See maestro --help.',
  unknownCommand: (word, known) => `There is no command "${word}". There are: ${known}.`,
  tooMuch: (words) => `Nothing is known about "${words}". Files are named with -f.`,
  noMinutes: (text) => `--timeout takes minutes, not "${text}".`,
  noFile: 'Which file? Name it with -f.',
  noSuchFile: (name) => `${name} cannot be read. Is the name right?`,
  emptyFolder: (name) => `There is no YAML file in ${name}.`,
  notYaml: 'This is not YAML:',
  noDocument: (name) => `${name} holds no configuration. It begins with "version: 1".`,
  notAFile: (mistakes) => `This is not a configuration file yet: ${some(mistakes, 'mistake', 'mistakes')}.`,
  unknownName: (names) => `${names} is not known here. Check the spelling.`,
  quoteIt: 'must be text. Put the number in quotation marks.',
  missing: 'is missing.',
  valid: (names) => `${names}: the form is right. Whether names and values are right, "maestro plan" tells.`,
  noToken: 'An API token is needed: make one in the console under Settings, and put it into MAESTRO_TOKEN.',
  checkToken: 'Check MAESTRO_TOKEN or --token: the token may be revoked or of another installation.',
  unreachable: (url, reason) => `Maestro at ${url} does not answer (${reason}). Check --url or MAESTRO_URL.`,
  notMaestro: (url, status) => `${url} answered ${status}, and not as Maestro does. Check --url or MAESTRO_URL.`,
  noOrganization: (wanted, known) =>
    wanted
      ? `The token knows no organization "${wanted}". It knows: ${known || 'none'}.`
      : 'The token belongs to no organization.',
  refused: 'Maestro refuses this; nothing was saved:',
  nothingToDo: 'Nothing to do: everything is as the files say.',
  planFor: (name) => `Plan for ${name}:`,
  counts: (create, update, remove) => `${create} to create, ${update} to change, ${remove} to remove.`,
  objects: {
    profile: 'profile',
    group: 'group',
    assignment: 'assignment',
    device: 'device',
    'freeze-period': 'freeze period',
  },
  license: {
    oneFile: 'Which licence file? Name one with -f.',
    noKeys: 'With which keys? Save /.well-known/license-keys.json of your installation and name the file with --keys.',
    noMoment: (text) => `--at takes a time such as 2026-11-23T12:00:00Z, not "${text}".`,
    notKeys: (name) => `${name} holds no public keys. Save /.well-known/license-keys.json of your installation.`,
    verdicts: {
      valid: 'the signature is good, and the licence may be used.',
      forged: 'the signature does not fit. The file was changed, or Maestro did not make it.',
      foreign: 'the licence is for a device with another serial number.',
      expired: 'the signature is good, but the licence is over.',
      superseded: 'a newer licence file has taken its place.',
      'not-yet-valid': 'the signature is good, but the licence has not begun.',
      'unknown-key': 'the key that signed it is not among those given. Fetch the keys afresh.',
    },
    facts: (serial, issue, signedAt) => `  serial ${serial}, issue ${issue}, signed ${signedAt}`,
    feature: (key, until, usable) => `  ${key}: ${until ? `until ${until}` : 'for ever'}${usable ? '' : ' (not now)'}`,
  },
  secret: '(secret)',
  newSecret: '(new secret)',
  secretAgain: '(secret, set again)',
  askApply: 'Make these changes? [y/N] ',
  sayYes: 'Nothing was changed. Add --yes where nobody can be asked.',
  isYes: /^\s*y(es)?\s*$/i,
  leftAlone: 'Nothing was changed.',
  applied: (changes) => `Saved: ${some(changes, 'change', 'changes')}.`,
  deployNext:
    'Devices get nothing of it until it is deployed: in the console under Deployments, or with maestro apply --deploy --include-pending.',
  written: (name) => `Written to ${name}.`,
  preparing: 'Preparing the deployment …',
  nothingToDeploy: 'No device would change: there is nothing to deploy.',
  onlyPending: (devices) =>
    `The files change nothing on any device. On ${some(devices, 'device', 'devices')} changes wait that were made before: --include-pending deploys them where the files have nothing left to save.`,
  alsoCarries: (changes) =>
    `It also carries ${some(changes, 'change', 'changes')} that waited on these devices before, made by others or earlier:`,
  includePending:
    'Saved, but not deployed: a device gets its configuration whole. Add --include-pending to deploy these changes as well, or deploy in the console.',
  preview: ({ devices, restart, offline, inCall, leftOut }) =>
    `${some(devices, 'device', 'devices')} would change: ${restart} restart, ${offline} offline, ${inCall} in a call, ${leftOut} with something left out.`,
  askStart: 'Start the deployment? [y/N] ',
  draftLeft: (address) => `Not started. The draft is kept for seven days: ${address}`,
  started: (address) => `Started: ${address}`,
  waitsForApproval: 'It waits for a second person to approve it.',
  states: {
    preparing: 'preparing',
    draft: 'a draft',
    'awaiting-approval': 'waiting for approval',
    scheduled: 'scheduled',
    running: 'running',
    paused: 'paused',
    stopped: 'stopped',
    finished: 'finished',
    cancelled: 'cancelled',
  },
  progress: (state, done, total, failed, waiting) =>
    `${state}: ${done} of ${total} done, ${failed} failed, ${waiting} waiting`,
  ended: (state, confirmed, failed) => `The deployment is ${state}: ${confirmed} confirmed, ${failed} failed.`,
  tookTooLong: (minutes) =>
    `The deployment did not end within ${some(minutes, 'minute', 'minutes')}. It goes on by itself.`,
}
