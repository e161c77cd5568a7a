package io.github.jobdoctor.agent.packaging;

import com.android.manifmerger.ManifestMerger2;
import com.android.manifmerger.ManifestMerger2.Invoker.Feature;
import com.android.manifmerger.ManifestSystemProperty;
import com.android.manifmerger.MergingReport;
import com.android.utils.StdLogger;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;

/** Manifests in their text form. */
final class AndroidManifest {

  private AndroidManifest() {}

  /** The package that a library's manifest names. */
  static String packageOf(Path manifest) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(manifest.toFile())
          .getDocumentElement()
          .getAttribute("package");
    } catch (ParserConfigurationException | SAXException unreadable) {
      throw new IOException("cannot read " + manifest, unreadable);
    }
  }

  /** Merges the manifests of the libraries into the app's and writes the result to {@code out}. */
  static void merge(
      Path main, List<ExplodedAar> libraries, AppIdentity app, boolean debuggable, Path out)
      throws IOException {
    ManifestMerger2.Invoker merger =
        ManifestMerger2.newMerger(
                main.toFile(),
                new StdLogger(StdLogger.Level.ERROR),
                ManifestMerger2.MergeType.APPLICATION)
            .setOverride(ManifestSystemProperty.Document.PACKAGE, app.applicationId())
            .setOverride(ManifestSystemProperty.UsesSdk.MIN_SDK_VERSION, app.minSdk())
            .setOverride(ManifestSystemProperty.UsesSdk.TARGET_SDK_VERSION, app.targetSdk())
            .setOverride(ManifestSystemProperty.Manifest.VERSION_CODE, app.versionCode())
            .setOverride(ManifestSystemProperty.Manifest.VERSION_NAME, app.versionName())
            .addLibraryManifests(
                libraries.stream()
                    .map(ExplodedAar::manifest)
                    .map(Path::toFile)
                    .toArray(File[]::new))
            .withFeatures(
                Feature.REMOVE_TOOLS_DECLARATIONS, Feature.SUPPRESS_MANIFEST_PACKAGE_WARNING);
    if (debuggable) {
      merger.withFeatures(Feature.DEBUGGABLE);
    }
    try {
      MergingReport report = merger.merge();
      if (report.getResult().isError()) {
        throw new IOException("manifests do not merge: " + report.getReportString());
      }
      Files.createDirectories(out.getParent());
      Files.writeString(out, report.getMergedDocument(MergingReport.MergedManifestKind.MERGED));
    } catch (ManifestMerger2.MergeFailureException failed) {
      throw new IOException("manifests do not merge", failed);
    }
  }
}
