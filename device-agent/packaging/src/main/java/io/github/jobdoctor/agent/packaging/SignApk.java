package io.github.jobdoctor.agent.packaging;

import com.android.apksig.ApkSigner;
import com.android.apksig.ApkVerifier;
import com.android.apksig.KeyConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Signs an APK: {@code --apk FILE}, {@code --keystore FILE}, {@code --alias NAME} (optional when
 * there is one key), {@code --min-sdk LEVEL}, {@code --out FILE}. The password comes from the
 * environment variable {@value #PASSWORD_VARIABLE}, where other users of the machine cannot see it.
 */
public final class SignApk {

  static final String PASSWORD_VARIABLE = "JOBDOCTOR_KEYSTORE_PASSWORD";

  private SignApk() {}

  /** Runs the step. */
  public static void main(String[] args) throws Exception {
    Arguments arguments =
        new Arguments(args, "--apk", "--keystore", "--alias", "--min-sdk", "--out");
    String password = System.getenv(PASSWORD_VARIABLE);
    if (password == null) {
      throw new IllegalArgumentException("set " + PASSWORD_VARIABLE);
    }
    Path out = arguments.path("--out");
    sign(
        arguments.path("--apk"),
        arguments.path("--keystore"),
        arguments.optional("--alias").filter(alias -> !alias.isBlank()).orElse(null),
        password.toCharArray(),
        Integer.parseInt(arguments.one("--min-sdk")),
        out);
    System.out.println(out + ": " + Files.size(out) + " bytes");
  }

  /** Signs with the schemes 2 and 3 (API 24 and later need no older one), and verifies. */
  static void sign(Path apk, Path keystore, String alias, char[] password, int minSdk, Path out)
      throws Exception {
    ApkSigner.SignerConfig signer = signer(keystore, alias, password);
    Files.createDirectories(out.toAbsolutePath().getParent());
    new ApkSigner.Builder(List.of(signer))
        .setInputApk(apk.toFile())
        .setOutputApk(out.toFile())
        .setMinSdkVersion(minSdk)
        .setV1SigningEnabled(false)
        .setV2SigningEnabled(true)
        .setV3SigningEnabled(true)
        .build()
        .sign();
    ApkVerifier.Result result = new ApkVerifier.Builder(out.toFile()).build().verify();
    if (!result.isVerified()
        || !result.isVerifiedUsingV2Scheme()
        || !result.isVerifiedUsingV3Scheme()
        || !result.getWarnings().isEmpty()) {
      throw new IOException(
          "signature of " + out + ": " + result.getErrors() + " " + result.getWarnings());
    }
  }

  private static ApkSigner.SignerConfig signer(Path keystore, String alias, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
    try (InputStream in = Files.newInputStream(keystore)) {
      keys.load(in, password);
    }
    String chosen = alias;
    if (chosen == null) {
      List<String> aliases = java.util.Collections.list(keys.aliases());
      if (aliases.size() != 1) {
        throw new IllegalArgumentException("name one of the keys: " + aliases);
      }
      chosen = aliases.get(0);
    }
    if (!(keys.getKey(chosen, password) instanceof PrivateKey key)) {
      throw new IllegalArgumentException("no key is named " + chosen);
    }
    List<X509Certificate> chain =
        Arrays.stream(keys.getCertificateChain(chosen)).map(X509Certificate.class::cast).toList();
    return new ApkSigner.SignerConfig.Builder("CERT", new KeyConfig.Jca(key), chain).build();
  }

  /** The password that everybody knows, of the key that everybody has. */
  static final Map<String, String> DEBUG_KEY =
      Map.of("alias", "androiddebugkey", "password", "android");
}
