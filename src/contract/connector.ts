import * as z from 'zod/mini';

export const connectorIdSchema = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,62}$/));

export const authMethodKinds = ['usernamePassword', 'apiKey'] as const;

export type AuthMethodKind = (typeof authMethodKinds)[number];

/** One field of a connector's settings: the part of JSON Schema that a form can be drawn from. */
export const settingFieldSchema = z.object({
  type: z.literal('string'),
  title: z.string(),
  description: z.optional(z.string()),
  /**
   * `uri`: an https address. Its host is where the credential may go.
   * `headerName`: name of the request header that carries the credential.
   */
  format: z.optional(z.enum(['uri', 'headerName'])),
  pattern: z.optional(z.string()),
  minLength: z.optional(z.int()),
  maxLength: z.int(),
  default: z.optional(z.string()),
  examples: z.optional(z.array(z.string())),
});

export type SettingField = z.infer<typeof settingFieldSchema>;

/** JSON Schema (2020-12, the subset above) of the settings of a connection; the form is drawn in this order. */
export const settingsSchemaSchema = z.object({
  type: z.literal('object'),
  properties: z.record(z.string(), settingFieldSchema),
  required: z.array(z.string()),
  additionalProperties: z.literal(false),
});

export type SettingsSchema = z.infer<typeof settingsSchemaSchema>;

export const authMethodSchema = z.object({
  id: z.string(),
  kind: z.enum(authMethodKinds),
  title: z.string(),
});

/** A kind of system one can connect to, as far as a person choosing one needs to know it. */
export const connectorSchema = z.object({
  id: connectorIdSchema,
  title: z.string(),
  description: z.string(),
  /** Name of an icon of Fluent's MDL2 set. */
  icon: z.string(),
  authMethods: z.array(authMethodSchema),
  settings: settingsSchemaSchema,
  /** The settings that decide where and how the credential is sent: a change of one clears it. */
  credentialSettings: z.array(z.string()),
});

export type Connector = z.infer<typeof connectorSchema>;
