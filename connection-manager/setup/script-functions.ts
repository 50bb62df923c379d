// Text of the script that is the same for every tenant. It is bash and JavaScript, kept here as text so that
// the connection manager stays one file.

/** What the script does with JSON, in Node.js: whoever has CLI for Microsoft 365 has Node.js. */
const jsonTool = String.raw`
const { readFileSync } = require("node:fs");
const [command, ...given] = process.argv.slice(1);
const read = (file) => JSON.parse(readFileSync(file, "utf8").trim() || "null");
const one = (found) => (Array.isArray(found?.value) ? found.value[0] : found);
const isObject = (value) => value !== null && typeof value === "object";
const split = (text) => text.split(" ").filter((word) => word !== "");
const print = (value) => process.stdout.write(isObject(value) ? JSON.stringify(value) : String(value ?? ""));
const fail = (message) => {
  process.stderr.write("   " + message + "\n");
  process.exit(2);
};

// A scope or role that was made by hand has the right value and an id of its own: that is good enough.
const isIn = (wanted, found) => {
  if (Array.isArray(wanted)) return wanted.every((each) => (found ?? []).some((other) => isIn(each, other)));
  if (!isObject(wanted)) return wanted === found;
  if (!isObject(found)) return false;
  return Object.entries(wanted).every(([key, each]) => (key === "id" && "value" in wanted) || isIn(each, found[key]));
};

const nameOf = (item) => (isObject(item) ? item.value ?? item.resourceAppId ?? item.name ?? item.id : item);
const mergeItem = (wanted, found) =>
  isObject(wanted) && isObject(found)
    ? { ...found, ...merge(wanted, found), ...("value" in wanted ? { id: found.id } : {}) }
    : merge(wanted, found);
const merge = (wanted, found) => {
  if (Array.isArray(wanted)) {
    const others = (found ?? []).filter((item) => !wanted.some((each) => nameOf(each) === nameOf(item)));
    const same = (each) => (found ?? []).find((item) => nameOf(item) === nameOf(each));
    return [...wanted.map((each) => mergeItem(each, same(each))), ...others];
  }
  if (!isObject(wanted)) return wanted;
  return Object.fromEntries(Object.entries(wanted).map(([key, each]) => [key, merge(each, found?.[key])]));
};

const idOf = (resource, type, value) => {
  const exposed = type === "Role" ? resource.appRoles : resource.oauth2PermissionScopes ?? resource.api?.oauth2PermissionScopes;
  const found = (exposed ?? []).find((each) => each.value === value);
  return found?.id ?? fail(value + " is not among what " + resource.displayName + " offers.");
};
const grantIn = (grants, resource) =>
  (grants?.value ?? []).find((grant) => grant.resourceId === resource && grant.consentType === "AllPrincipals");
const missingScopes = (grants, resource, scopes) => {
  const granted = split(grantIn(grants, resource)?.scope ?? "");
  return split(scopes).filter((scope) => !granted.includes(scope));
};

const commands = {
  get: (path) => print(path.split(".").filter(Boolean).reduce((value, key) => value?.[key], one(read(0)))),
  quote: (text) => print(JSON.stringify(text)),
  count: (file) => print(read(file).value.length),
  "is-in": (wanted, found) => process.exit(isIn(read(wanted), one(read(found))) ? 0 : 1),
  merge: (wanted, found) => print(merge(read(wanted), one(read(found)))),
  resolve: (manifest, ...files) => {
    const resources = files.map((file) => one(read(file)));
    const wanted = read(manifest);
    const access = (wanted.requiredResourceAccess ?? []).map(({ resourceAppId, resourceAccess }) => {
      const resource = resources.find((each) => each?.appId === resourceAppId);
      if (resource === undefined) fail("The application " + resourceAppId + " was not found.");
      return { resourceAppId, resourceAccess: resourceAccess.map(({ type, value }) => ({ id: idOf(resource, type, value), type })) };
    });
    print({ ...wanted, requiredResourceAccess: access });
  },
  "missing-scopes": (resource, scopes) => print(missingScopes(read(0), resource, scopes).join(" ")),
  "grant-id": (resource) => print(grantIn(read(0), resource)?.id),
  "grant-body": (client, resource, scopes) => {
    const grants = read(0);
    const grant = grantIn(grants, resource);
    const scope = [...split(grant?.scope ?? ""), ...missingScopes(grants, resource, scopes)].join(" ");
    print(grant ? { scope } : { clientId: client, consentType: "AllPrincipals", resourceId: resource, scope });
  },
  "missing-roles": (resource, file, names) => {
    const held = (read(0)?.value ?? []).filter((each) => each.resourceId === resource).map((each) => each.appRoleId);
    print(split(names).filter((name) => !held.includes(idOf(one(read(file)), "Role", name))).join(" "));
  },
  "role-body": (client, resource, file, name) =>
    print({ principalId: client, resourceId: resource, appRoleId: idOf(one(read(file)), "Role", name) }),
  "secret-body": () => {
    const endDateTime = new Date(Date.now() + 365 * 24 * 60 * 60 * 1000).toISOString();
    print({ passwordCredential: { displayName: "connection manager", endDateTime } });
  },
  "knows-domain-of": (account) => {
    const domain = account.split("@").at(-1).toLowerCase();
    const domains = (one(read(0))?.verifiedDomains ?? []).map((each) => each.name.toLowerCase());
    process.exit(domains.includes(domain) ? 0 : 1);
  },
  package: (productId) => {
    const app = (read(0) ?? []).find((each) => each.ProductId.toLowerCase() === productId);
    print(app === undefined ? "" : (app.Deployed ? "deployed " : "uploaded ") + app.AppCatalogVersion);
  },
  request: (resource, scope) =>
    print((read(0) ?? []).find((each) => each.Resource === resource && each.Scope === scope)?.Id),
};
commands[command](...given);
`;

/** Functions of the script. What they print for people goes to standard error, what they answer to standard output. */
const functions = String.raw`
say() { printf '\n== %s\n' "$*" >&2; }
note() { printf '   %s\n' "$*" >&2; }
stop() {
  printf '\nStopped: %s\n' "$*" >&2
  exit 1
}

# Anything but "yes" is a no, the end of the input too.
agree() {
  local answer=''
  printf '\n   %s\n   Type "yes" to agree, anything else for no: ' "$1" >&2
  IFS= read -r answer || true
  printf '\n' >&2
  [ "$answer" = yes ]
}
consent() {
  if agree "$1"; then return 0; fi
  stop 'you did not agree. Nothing of this step was done. Run the script again to go on from here.'
}

need() {
  if command -v "$1" > /dev/null; then return 0; fi
  stop "$1 was not found. Install $2 first."
}

json() { node -e "$JSON_TOOL" -- "$@"; }

fetch() { az rest --method GET --url "$GRAPH/$1" --output json < /dev/null; }
find_in() { az rest --method GET --url "$GRAPH/$1" --uri-parameters "\$filter=$2 eq '$3'" --output json < /dev/null; }
send() {
  az rest --method "$1" --url "$GRAPH/$2" --headers Content-Type=application/json --body "@$3" --output json < /dev/null
}

# What was made a moment ago is not known everywhere in the directory at once.
patiently() {
  local attempt
  for attempt in 1 2 3 4 5 6; do
    if "$@"; then return 0; fi
    note "That did not work (attempt $attempt of 6). Trying again in $PAUSE seconds."
    sleep "$PAUSE"
  done
  stop 'it did not work. The message above says why. Run the script again to go on from here.'
}

# Sets APP_ID. Reads what is wanted from KEY.wanted.json, and leaves what is there in KEY.json.
ensure_application() {
  local key="$1" name="$2" count
  find_in applications displayName "$name" > "$WORK/$key.json"
  count=$(json count "$WORK/$key.json")
  if [ "$count" -gt 1 ]; then
    stop "$count applications are called \"$name\". Rename those that are not ours under App registrations."
  fi
  if [ "$count" -eq 0 ]; then
    note "Registering the application \"$name\"."
    send POST applications "$WORK/$key.wanted.json" > "$WORK/$key.json"
  fi
  APP_ID=$(json get appId < "$WORK/$key.json")
  ensure_settings "$key" "$WORK/$key.wanted.json"
}

ensure_settings() {
  patiently fetch "applications(appId='$APP_ID')" > "$WORK/$1.json"
  if json is-in "$2" "$WORK/$1.json"; then
    note 'Its settings are as planned.'
    return 0
  fi
  note 'Adding what its settings lack.'
  json merge "$2" "$WORK/$1.json" > "$WORK/change.json"
  patiently send PATCH "applications(appId='$APP_ID')" "$WORK/change.json" > /dev/null
  fetch "applications(appId='$APP_ID')" > "$WORK/$1.json"
}

# Sets SP_ID: the application as it is known in this tenant, which consents are given to.
ensure_service_principal() {
  local count
  find_in servicePrincipals appId "$APP_ID" > "$WORK/principal.json"
  count=$(json count "$WORK/principal.json")
  if [ "$count" -eq 0 ]; then
    printf '{"appId":"%s"}' "$APP_ID" > "$WORK/body.json"
    patiently send POST servicePrincipals "$WORK/body.json" > "$WORK/principal.json"
  fi
  SP_ID=$(json get id < "$WORK/principal.json")
}

# Sets SP_ID, and leaves what one of Microsoft's own applications offers in KEY.json.
find_microsoft_application() {
  local count
  find_in servicePrincipals appId "$2" > "$WORK/$1.json"
  count=$(json count "$WORK/$1.json")
  if [ "$count" -ne 1 ]; then stop "this tenant has no $3. It needs SharePoint Online and Microsoft Entra ID."; fi
  SP_ID=$(json get id < "$WORK/$1.json")
}

missing_delegated() { fetch "servicePrincipals/$1/oauth2PermissionGrants" | json missing-scopes "$2" "$3"; }
missing_roles() { fetch "servicePrincipals/$1/appRoleAssignments" | json missing-roles "$2" "$3" "$4"; }

grant_delegated() {
  local missing grant
  missing=$(missing_delegated "$1" "$2" "$3")
  if [ -z "$missing" ]; then return 0; fi
  fetch "servicePrincipals/$1/oauth2PermissionGrants" > "$WORK/grants.json"
  grant=$(json grant-id "$2" < "$WORK/grants.json")
  json grant-body "$1" "$2" "$3" < "$WORK/grants.json" > "$WORK/body.json"
  if [ -z "$grant" ]; then
    patiently send POST oauth2PermissionGrants "$WORK/body.json" > /dev/null
  else
    patiently send PATCH "oauth2PermissionGrants/$grant" "$WORK/body.json" > /dev/null
  fi
  note "Granted: $missing (delegated)."
}

grant_roles() {
  local missing name
  missing=$(missing_roles "$1" "$2" "$3" "$4")
  for name in $missing; do
    json role-body "$1" "$2" "$3" "$name" > "$WORK/body.json"
    patiently send POST "servicePrincipals/$1/appRoleAssignments" "$WORK/body.json" > /dev/null
    note "Granted: $name (application)."
  done
}

ensure_secret() {
  if [ -s "$SECRET_FILE" ]; then
    note "The file $SECRET_FILE is there and stays as it is."
    return 0
  fi
  note "Making a client secret, and writing it to $SECRET_FILE."
  json secret-body > "$WORK/body.json"
  patiently send POST "applications(appId='$APP_ID')/addPassword" "$WORK/body.json" | json get secretText > "$SECRET_FILE.new"
  if [ ! -s "$SECRET_FILE.new" ]; then stop 'Microsoft Entra ID answered without a secret.'; fi
  mv "$SECRET_FILE.new" "$SECRET_FILE"
}

ask_m365() { m365 "$@" --output json < /dev/null; }

ensure_property() {
  local present
  present=$(ask_m365 spo storageentity get --key "$1" | json get Value)
  if [ "$present" = "$2" ]; then
    note "$1 is $2 already."
    return 0
  fi
  if [ -n "$present" ]; then consent "$1 is $present now. Set it to $2?"; fi
  note "Setting $1 to $2."
  m365 spo storageentity set --appCatalogUrl "$CATALOG" --key "$1" --value "$2" --description "$3" < /dev/null
}
`;

/** The part of the script before the first step of its own. */
export const scriptFunctions = [
  "JSON_TOOL=$(cat <<'END_OF_JSON_TOOL'",
  jsonTool.trim(),
  'END_OF_JSON_TOOL',
  ')',
  '',
  functions.trim(),
].join('\n');
