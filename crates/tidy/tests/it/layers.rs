//! Who imports whom.

use cargo_metadata::DependencyKind;
use frontdesk_tidy::layers::{Crate, Import, Layer, faults};

use crate::support::{assert_none, folder, members};

fn crates() -> Vec<Crate> {
    let metadata = members();
    let packages = metadata.packages.iter();
    let read = packages.map(|package| Crate {
        name: package.name.to_string(),
        folder: folder(&metadata, &package.manifest_path),
        imports: package
            .dependencies
            .iter()
            .map(|dependency| Import {
                package: dependency.name.clone(),
                dev: dependency.kind == DependencyKind::Development,
            })
            .collect(),
    });
    read.collect()
}

#[test]
fn every_crate_imports_only_what_its_layer_may() {
    assert_none(&faults(&crates()));
}

#[test]
fn the_check_sees_the_real_crates() {
    let crates = crates();
    let layers: Vec<Layer> = crates.iter().map(|member| Layer::of(&member.folder)).collect();
    for layer in
        [Layer::Kernel, Layer::Domain, Layer::Store, Layer::Flows, Layer::Adapter, Layer::App]
    {
        assert!(layers.contains(&layer), "no crate of the layer {layer:?} was found");
    }
    let ours = crates.iter().flat_map(|member| &member.imports);
    assert!(ours.filter(|import| import.package == "frontdesk-kernel").count() > 5);
}
