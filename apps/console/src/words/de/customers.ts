import type { customers as english } from '../en/customers'

export const customers: Record<keyof typeof english, string> = {
  'customers.title': 'Kunden',
  'customers.lead': 'Die Organisationen, die Ihnen eine Zugriffsfreigabe gegeben haben.',
  'customers.search': 'Kundenname …',
  'customers.add': 'Kunden anlegen',
  'customers.name': 'Name',
  'customers.rooms': 'Räume',
  'customers.devices': 'Geräte',
  'customers.online': 'Online',
  'customers.offline': 'Offline',
  'customers.attention': 'Mit Problemen',
  'customers.grantEnds': 'Freigabe endet',
  'customers.grantOpen': 'bis sie beendet wird',
  'customers.allFine': 'Alles in Ordnung',
  'customers.empty': 'Noch keine Kunden',
  'customers.empty.body':
    'Legen Sie einen Kunden an, oder bitten Sie um eine Zugriffsfreigabe. Hier stehen nur Organisationen, die Ihnen eine gegeben haben.',
  'customers.noMatch': 'Kein Kunde passt',
  'customers.create.title': 'Kunden anlegen',
  'customers.create.lead':
    'Sie erhalten eine Gründungsfreigabe für alles außer Personen und Aufbewahrung. Sie gilt, bis der erste Inhaber des Kunden sie ändert.',
  'customers.create.language': 'Sprache',
  'customers.create.timeZone': 'Zeitzone',
  'customers.create.owner': 'Konto für den ersten Inhaber anlegen',
  'customers.create.ownerName': 'Name des Inhabers',
  'customers.create.ownerEmail': 'E-Mail des Inhabers',
  'customers.create.submit': 'Kunden anlegen',
  'customers.created': '{name} ist angelegt.',
  'customers.created.password':
    'Geben Sie dies auf sicherem Weg an den Inhaber weiter. Das Passwort wird nicht wieder angezeigt.',
}
