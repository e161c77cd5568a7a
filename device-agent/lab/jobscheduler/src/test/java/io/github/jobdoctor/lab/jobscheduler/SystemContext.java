package io.github.jobdoctor.lab.jobscheduler;

import android.content.BroadcastReceiver;
import android.content.Context;
import android.content.ContextWrapper;
import android.content.Intent;
import android.content.IntentFilter;
import android.content.ServiceConnection;
import android.content.pm.PackageManager;
import android.os.Handler;
import android.os.UserHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The system server's context: it may do everything, its broadcasts are the test's, and binding to
 * a job service reaches {@link JobServices}.
 */
final class SystemContext extends ContextWrapper {

  private final JobServices services;
  private final PackageManager packages;
  private final Map<String, Object> managers = new HashMap<>();

  SystemContext(Context base, JobServices services, PackageManager packages) {
    super(base);
    this.services = services;
    this.packages = packages;
  }

  /** Sets what {@code getSystemService} gives for a name. */
  void manager(String name, Object manager) {
    managers.put(name, manager);
  }

  @Override
  public Object getSystemService(String name) {
    Object own = managers.get(name);
    return own != null ? own : super.getSystemService(name);
  }

  @Override
  public Context getApplicationContext() {
    return this;
  }

  @Override
  public PackageManager getPackageManager() {
    return packages;
  }

  @Override
  public Context createContextAsUser(UserHandle user, int flags) {
    return this;
  }

  @Override
  public void enforceCallingOrSelfPermission(String permission, String message) {}

  @Override
  public void enforceCallingPermission(String permission, String message) {}

  @Override
  public void enforcePermission(String permission, int pid, int uid, String message) {}

  @Override
  public int checkCallingOrSelfPermission(String permission) {
    return PackageManager.PERMISSION_GRANTED;
  }

  @Override
  public int checkCallingPermission(String permission) {
    return PackageManager.PERMISSION_GRANTED;
  }

  @Override
  public int checkPermission(String permission, int pid, int uid) {
    return PackageManager.PERMISSION_GRANTED;
  }

  @Override
  public Intent registerReceiverAsUser(
      BroadcastReceiver receiver,
      UserHandle user,
      IntentFilter filter,
      String permission,
      Handler scheduler) {
    return registerReceiver(receiver, filter, permission, scheduler);
  }

  @Override
  public Intent registerReceiverAsUser(
      BroadcastReceiver receiver,
      UserHandle user,
      IntentFilter filter,
      String permission,
      Handler scheduler,
      int flags) {
    return registerReceiver(receiver, filter, permission, scheduler);
  }

  @Override
  public boolean bindServiceAsUser(
      Intent intent, ServiceConnection connection, int flags, UserHandle user) {
    return services.bind(Objects.requireNonNull(intent.getComponent()), connection);
  }

  @Override
  public boolean bindServiceAsUser(
      Intent intent, ServiceConnection connection, BindServiceFlags flags, UserHandle user) {
    return services.bind(Objects.requireNonNull(intent.getComponent()), connection);
  }

  @Override
  public void unbindService(ServiceConnection connection) {}
}
