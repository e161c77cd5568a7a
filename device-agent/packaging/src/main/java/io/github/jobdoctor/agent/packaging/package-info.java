/**
 * How an AAR and an APK are made by Maven alone. Runs at build time only; nothing of it is shipped.
 *
 * <p>Each class with a {@code main} is one step of the build, called by the modules' poms with
 * {@code --name value} arguments:
 *
 * <ol>
 *   <li>{@link io.github.jobdoctor.agent.packaging.ExplodeAars} unpacks libraries;
 *   <li>{@link io.github.jobdoctor.agent.packaging.LinkResources} merges manifests and links
 *       resources, which gives {@code R.java} for the compiler and a resource APK for Robolectric;
 *   <li>{@link io.github.jobdoctor.agent.packaging.PackAar} packs the library;
 *   <li>{@link io.github.jobdoctor.agent.packaging.BuildApk} shrinks, packs, signs and checks the
 *       app;
 *   <li>{@link io.github.jobdoctor.agent.packaging.CheckApk} looks into it;
 *   <li>{@link io.github.jobdoctor.agent.packaging.SignApk} signs a release with its owner's key.
 * </ol>
 */
package io.github.jobdoctor.agent.packaging;
