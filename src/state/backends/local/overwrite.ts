import type { OpenFile } from '../../file-system';

/**
 * Writes a file over in place: same inode, never cut short first, so that whoever has it open (Terraform, waiting for the
 * lock) sees the new content. What lies beyond the old end comes first: that is where a full disk shows, while the old
 * content is still whole and the file can be cut back to it.
 */
export async function overwrite(file: OpenFile, bytes: Uint8Array): Promise<void> {
  const { size, mode } = await file.stat();
  // Terraform makes it readable for all. Here it holds secrets.
  if ((mode & 0o077) !== 0) await file.chmod(0o600);
  if (bytes.length > size) {
    try {
      await file.write(bytes.subarray(size), size);
    } catch (error) {
      await file.truncate(size).catch(() => undefined);
      throw error;
    }
  }
  await file.write(bytes.subarray(0, size), 0);
  if (bytes.length < size) await file.truncate(bytes.length);
  await file.sync();
}
