import type { SettingFacts } from '../setting.js'

export const loggingSettings: readonly SettingFacts[] = [
  {
    key: 'logging.syslog.enabled',
    type: 'bool',
    name: { en: 'Syslog', de: 'Syslog' },
    description: {
      en: 'Whether the device sends its log to a server.',
      de: 'Ob das Gerät sein Protokoll an einen Server sendet.',
    },
    default: false,
    core: true,
  },
  {
    key: 'logging.syslog.server',
    type: 'string',
    name: { en: 'Syslog server', de: 'Syslog-Server' },
    description: {
      en: 'The name or address of the server that receives the log.',
      de: 'Name oder Adresse des Servers, der das Protokoll empfängt.',
    },
    maxLength: 255,
    default: '',
    core: true,
    requiredWhen: { key: 'logging.syslog.enabled', value: true },
  },
  {
    key: 'logging.syslog.port',
    type: 'int',
    name: { en: 'Syslog port', de: 'Syslog-Port' },
    description: {
      en: 'The port of the server that receives the log.',
      de: 'Der Port des Servers, der das Protokoll empfängt.',
    },
    minimum: 0,
    maximum: 65535,
    default: 514,
    core: true,
  },
  {
    key: 'logging.syslog.protocol',
    type: 'enum',
    name: { en: 'Syslog protocol', de: 'Syslog-Protokoll' },
    description: {
      en: 'Whether the log travels in the clear or encrypted by TLS.',
      de: 'Ob das Protokoll offen oder per TLS verschlüsselt übertragen wird.',
    },
    values: ['Syslog', 'SyslogTLS'],
    default: 'SyslogTLS',
    core: true,
  },
  {
    key: 'logging.syslog.tlsVerify',
    type: 'bool',
    name: { en: 'Verify syslog server', de: 'Syslog-Server prüfen' },
    description: {
      en: 'Whether the certificate of the syslog server is checked.',
      de: 'Ob das Zertifikat des Syslog-Servers geprüft wird.',
    },
    default: true,
  },
  {
    key: 'logging.audit.mode',
    type: 'enum',
    name: { en: 'Audit log of the device', de: 'Prüfprotokoll des Geräts' },
    description: {
      en: "Where the device's own audit log is kept.",
      de: 'Wo das geräteeigene Prüfprotokoll geführt wird.',
    },
    values: ['External', 'ExternalSecure', 'Internal', 'Off'],
    default: 'Internal',
  },
  {
    key: 'snmp.mode',
    type: 'enum',
    name: { en: 'SNMP', de: 'SNMP' },
    description: {
      en: 'Whether network monitoring can read the device, or also change it.',
      de: 'Ob die Netzüberwachung das Gerät lesen oder auch ändern kann.',
    },
    values: ['Off', 'ReadOnly', 'ReadWrite'],
    default: 'Off',
    core: true,
  },
  {
    key: 'snmp.community',
    type: 'secret',
    name: { en: 'SNMP community', de: 'SNMP-Community' },
    description: {
      en: 'The word that lets network monitoring in, treated as a password.',
      de: 'Das Wort, das der Netzüberwachung Zugang gibt; es wird wie ein Passwort behandelt.',
    },
    maxLength: 50,
    core: true,
  },
  {
    key: 'snmp.location',
    type: 'string',
    name: { en: 'SNMP location', de: 'SNMP-Standort' },
    description: {
      en: 'The place the device names to network monitoring.',
      de: 'Der Ort, den das Gerät der Netzüberwachung nennt.',
    },
    maxLength: 50,
    default: '',
    broadestLayer: 'location',
  },
  {
    key: 'logging.crashReporting',
    type: 'bool',
    name: { en: 'Crash reports', de: 'Absturzberichte' },
    description: {
      en: 'Whether the device sends a report to its maker after a crash.',
      de: 'Ob das Gerät nach einem Absturz einen Bericht an den Hersteller sendet.',
    },
    default: true,
  },
]
