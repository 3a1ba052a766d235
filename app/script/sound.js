// The one sound there is: two soft tones, made here, so that there is no file to fetch.

const TONES = [[660, 0], [880, 0.14]];
const LENGTH = 0.28;
const LOUDNESS = 0.12;

let context;

/** Plays it, unless the browser does not let pages sound before somebody used them. Says whether it did. */
export async function play() {
  if (!("AudioContext" in window)) return false;
  context ??= new AudioContext();
  if (context.state === "suspended") await Promise.race([context.resume(), new Promise((wait) => { setTimeout(wait, 300); })]);
  if (context.state !== "running") return false;
  for (const [pitch, delay] of TONES) {
    const [tone, volume] = [context.createOscillator(), context.createGain()];
    const from = context.currentTime + delay;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(LOUDNESS, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + LENGTH);
    tone.connect(volume).connect(context.destination);
    tone.start(from);
    tone.stop(from + LENGTH);
  }
  return true;
}
