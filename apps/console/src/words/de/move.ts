import type { move as english } from '../en/move'

export const move: Record<keyof typeof english, string> = {
  'device.move': 'In andere Organisation verschieben …',
  'device.retiredAs': 'Ausgemustert',
  'move.title': '{name} verschieben',
  'move.lead':
    'Es wird hier ausgemustert und fängt dort neu an. Nichts ändert sich, bevor Sie sehen, was zurückbleibt.',
  'move.to': 'In welche Organisation?',
  'move.to.hint': 'Wo Sie ebenfalls Geräte verwalten dürfen.',
  'move.from': 'Wird ausgemustert in',
  'move.into': 'Fängt neu an in',
  'move.comes': 'Was mitgeht',
  'move.comes.body': 'Name, Modell, Seriennummer und MAC-Adresse. Sonst nichts.',
  'move.ends': 'Was endet',
  'move.deployments': 'Noch unterwegs',
  'move.licenses': 'Lizenzen',
  'move.unitsFree': 'Die Einheiten werden hier frei. {organization} braucht eigene.',
  'move.stays': 'Was zurückbleibt',
  'move.history': 'Verlauf',
  'move.history.all': 'Der ganze',
  'move.reset':
    'Es wird sofort getrennt. Setzen Sie es zurück, bevor Sie den neuen Code eingeben, damit nichts von hier darauf bleibt.',
  'move.recorded': 'Es ist von Hand erfasst und wird dort ebenso erfasst.',
  'move.back.again': 'Zurück geht es nur durch erneutes Verschieben.',
  'move.inCall': 'Es ist im Gespräch. Das Gespräch läuft weiter, aber Maestro sieht es nicht mehr.',
  'move.unconfirmed': 'Es zeigt seine Lizenzen vielleicht noch, bis es zurückgesetzt ist.',
  'move.submit': 'Nach {organization} verschieben',
  'move.reason.hint': 'Steht im Audit beider Organisationen.',
  'move.done': '{name} gehört jetzt zu {organization}.',
  'move.claim.title': '{name} in {organization} verbinden',
  'move.claim.lead':
    'Setzen Sie das Gerät zurück, und geben Sie dann innerhalb von 24 Stunden diesen Code ein. Er wird nur einmal gezeigt.',
}
