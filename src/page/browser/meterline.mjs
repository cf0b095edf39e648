// Starts the real program: commands that end, and servers that a test stops.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const home = resolve(import.meta.dirname, '../../..');
const program = process.env.METERLINE || join(home, 'meterline');

export const scratch = () => mkdtempSync(join(tmpdir(), 'meterline-browser-'));
export const remove = folder => rmSync(folder, { recursive: true, force: true });

/** Runs a command to its end; fails unless its exit code is one of `codes`. */
export async function run(args, { input, codes = [0] } = {}) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', text => { said += text; });
  child.stderr.on('data', text => { said += text; });
  child.stdin.end(input || '');
  const [code] = await once(child, 'close');
  if (!codes.includes(code)) throw new Error(`meterline ${args.join(' ')} ends with ${code}: ${said}`);
  return said;
}

async function started(command, args, pattern) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const found = await new Promise((done, failed) => {
    const look = text => {
      said += text;
      const match = pattern.exec(said);
      if (match) done(match);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.on('close', code => failed(new Error(`${command} ${args.join(' ')} ends with ${code}: ${said}`)));
  });
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'close');
    }
  };
  return { found, stop };
}

/** Serves the page on a free port: {address, stop}. */
export async function serve(args) {
  const { found, stop } = await started(program, ['serve', '--listen', '127.0.0.1:0', ...args], /serving (http:\S+)\/ until/);
  return { address: found[1], stop };
}

/** A Kafka broker in a process of its own: {bootstrap, stop}. */
export async function broker(folder) {
  const port = await new Promise(done => {
    const socket = createServer().listen(0, () => {
      const free = socket.address().port;
      socket.close(() => done(free));
    });
  });
  const jar = join(home, 'target/meterline.jar');
  const libraries = readFileSync(join(home, 'target/classpath.txt'), 'utf8');
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
  const classes = existsSync(jar) ? jar : join(home, 'target/classes');
  const { stop } = await started(java, ['-Xmx512m', '-cp', `${classes}:${libraries}`, 'io.meterline.app.demo.LocalBroker', join(folder, 'broker'), String(port)], new RegExp(`localhost:${port}`));
  return { bootstrap: `localhost:${port}`, stop };
}
