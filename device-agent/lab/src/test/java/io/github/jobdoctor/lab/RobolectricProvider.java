package io.github.jobdoctor.lab;

import android.content.ContentResolver;
import android.net.Uri;
import android.os.Bundle;
import android.os.ParcelFileDescriptor;
import io.github.jobdoctor.virtual.VirtualProvider;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * A content provider of the app under Robolectric as one of a virtual device. Asks as the shell's
 * {@code content} does, through Android's {@code ContentResolver}; wants {@link RealPipes}, or a
 * read never ends.
 */
final class RobolectricProvider implements VirtualProvider {

  private final ContentResolver resolver;
  private final Uri root;

  RobolectricProvider(ContentResolver resolver, String authority) {
    this.resolver = resolver;
    this.root = Uri.parse("content://" + authority);
  }

  @Override
  public String call(String method, Optional<String> argument, List<Extra> extras) {
    return String.valueOf(resolver.call(root, method, argument.orElse(null), bundle(extras)));
  }

  private static Bundle bundle(List<Extra> extras) {
    if (extras.isEmpty()) {
      return null; // As content does.
    }
    Bundle bundle = new Bundle();
    for (Extra extra : extras) {
      String value = extra.value();
      switch (extra.type()) {
        case 's' -> bundle.putString(extra.key(), value);
        case 'i' -> bundle.putInt(extra.key(), Integer.parseInt(value));
        case 'l' -> bundle.putLong(extra.key(), Long.parseLong(value));
        case 'b' -> bundle.putBoolean(extra.key(), Boolean.parseBoolean(value));
        case 'f' -> bundle.putFloat(extra.key(), Float.parseFloat(value));
        case 'n' -> bundle.putString(extra.key(), null);
        case 'd' -> bundle.putDouble(extra.key(), Double.parseDouble(value));
        default -> throw new IllegalArgumentException("no type of an extra: " + extra.type());
      }
    }
    return bundle;
  }

  @Override
  public void read(String pathAndQuery, OutputStream out) throws IOException {
    ParcelFileDescriptor file = resolver.openFileDescriptor(Uri.parse(root + pathAndQuery), "r");
    if (file == null) {
      throw new FileNotFoundException("the provider crashed");
    }
    try (InputStream in = new ParcelFileDescriptor.AutoCloseInputStream(file)) {
      in.transferTo(out);
    }
  }
}
