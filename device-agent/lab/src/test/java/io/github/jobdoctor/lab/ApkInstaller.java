package io.github.jobdoctor.lab;

import com.android.apksig.ApkVerifier;
import com.android.apksig.apk.ApkFormatException;
import com.android.apksig.apk.ApkUtils;
import com.android.apksig.util.DataSource;
import com.android.apksig.util.DataSources;
import io.github.jobdoctor.virtual.VirtualApp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Looks at a file as Android's package manager does before it installs one, with the code that
 * signs and verifies APKs everywhere: a signature that covers every byte, a binary manifest, and
 * code. What then runs is the app that Robolectric has, if the manifest names that one.
 */
final class ApkInstaller implements Function<byte[], Optional<VirtualApp>> {

  private final VirtualApp app;
  private final int apiLevel;

  /**
   * @param app what is installed, if the file is its APK
   * @param apiLevel of the device
   */
  ApkInstaller(VirtualApp app, int apiLevel) {
    this.app = app;
    this.apiLevel = apiLevel;
  }

  @Override
  public Optional<VirtualApp> apply(byte[] file) {
    try {
      DataSource apk = DataSources.asDataSource(ByteBuffer.wrap(file));
      ApkVerifier.Result signature =
          new ApkVerifier.Builder(apk).setMinCheckedPlatformVersion(apiLevel).build().verify();
      ByteBuffer manifest = ApkUtils.getAndroidManifest(apk);
      boolean installs =
          signature.isVerified()
              && (signature.isVerifiedUsingV2Scheme() || signature.isVerifiedUsingV3Scheme())
              && entries(file).contains("classes.dex")
              && ApkUtils.getMinSdkVersionFromBinaryAndroidManifest(manifest.duplicate())
                  <= apiLevel
              && ApkUtils.getPackageNameFromBinaryAndroidManifest(manifest.duplicate())
                  .equals(app.packageName());
      if (!installs) {
        return Optional.empty();
      }
      int versionCode = ApkUtils.getVersionCodeFromBinaryAndroidManifest(manifest.duplicate());
      return Optional.of(
          new VirtualApp(app.packageName(), app.versionName(), versionCode, app.providers()));
    } catch (ApkFormatException noApk) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> entries(byte[] file) throws IOException {
    Set<String> names = new HashSet<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }
}
