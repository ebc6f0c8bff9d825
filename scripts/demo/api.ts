/** How a request travels: `fetch` in life, the route handlers themselves in tests. */
export type Transport = (url: string, init: RequestInit) => Promise<Response>;

/** Who sends: an API key, or a person's browser session. */
export type Sender = { key: string } | { cookie: string };

export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export type Api = {
  url: string;
  send(method: string, path: string, sender: Sender | null, body?: unknown): Promise<Response>;
  /** The JSON of the answer. Throws Refused with what the server said. */
  json<T>(method: string, path: string, sender: Sender | null, body?: unknown): Promise<T>;
};

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0] ?? "")
    .join("; ");
}

export function connect(url: string, transport: Transport): Api {
  const send: Api["send"] = (method, path, sender, body) => {
    const headers = new Headers({ origin: url });
    if (sender && "key" in sender) headers.set("authorization", `Bearer ${sender.key}`);
    if (sender && "cookie" in sender) headers.set("cookie", sender.cookie);
    if (body !== undefined) headers.set("content-type", "application/json");
    const text = body === undefined ? undefined : JSON.stringify(body);
    return transport(`${url}/api/v1${path}`, { method, headers, body: text });
  };
  const json: Api["json"] = async (method, path, sender, body) => {
    const response = await send(method, path, sender, body);
    if (response.ok) return response.status === 204 ? null : await response.json();
    const said = await response.text();
    throw new Refused(response.status, `${method} ${path}: ${response.status} ${said}`);
  };
  return { url, send, json };
}

/** The session of an e-mail and password, as the sign-in page makes it. null when they are refused. */
export async function signIn(
  url: string,
  transport: Transport,
  email: string,
  password: string,
): Promise<Sender | null> {
  const asked = await transport(`${url}/api/auth/csrf`, { method: "GET" });
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const answer = await transport(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { cookie: cookiesOf(asked), origin: url, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }).toString(),
    redirect: "manual",
  });
  const cookie = cookiesOf(answer);
  return answer.ok && cookie.includes("session-token") ? { cookie } : null;
}

/** The invitation's person with the session that accepting it gives. */
export async function accept(
  api: Api,
  link: string,
  person: { name: string; password: string },
): Promise<Sender> {
  const token = link.split("/").at(-1) ?? "";
  const answer = await api.send("POST", "/invitations/accept", null, { token, ...person });
  if (!answer.ok) throw new Refused(answer.status, `The invitation was refused: ${await answer.text()}`);
  return { cookie: cookiesOf(answer) };
}

/** Sends one export, again where the server asks to come later. Throws unless all of it was stored. */
export async function sendExport(
  transport: Transport,
  url: string,
  key: string,
  body: Uint8Array<ArrayBuffer>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await transport(`${url}/api/otlp/v1/traces`, {
      method: "POST",
      headers: { "content-type": "application/x-protobuf", authorization: `Bearer ${key}` },
      body,
    });
    const answer = Buffer.from(await response.arrayBuffer());
    if (response.status === 200 && answer.length === 0) return;
    if (response.status === 200) throw new Error(`Spans were refused: ${answer.toString("utf8")}`);
    if (response.status !== 503 || attempt === 10)
      throw new Refused(response.status, answer.toString("utf8"));
    const seconds = Number(response.headers.get("retry-after") ?? 1);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

/** Sends log records as OTLP/JSON. Throws unless all of them were stored. */
export async function sendRecords(
  transport: Transport,
  url: string,
  key: string,
  service: string,
  logRecords: readonly object[],
): Promise<void> {
  const attributes = Object.entries({
    "service.name": service,
    "deployment.environment.name": "production",
  }).map(([name, stringValue]) => ({ key: name, value: { stringValue } }));
  const response = await transport(`${url}/api/otlp/v1/logs`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify({ resourceLogs: [{ resource: { attributes }, scopeLogs: [{ logRecords }] }] }),
  });
  const said = await response.text();
  if (!response.ok) throw new Refused(response.status, said);
  if (said.includes("rejectedLogRecords")) throw new Error(`Records were refused: ${said}`);
}
