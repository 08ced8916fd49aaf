//! All addresses on one screen, and what every request passes through.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State as Shared};
use axum::middleware::{Next, from_fn_with_state, map_request};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use http::{HeaderValue, header};
use tower::Layer as _;
use tower_http::catch_panic::CatchPanicLayer;

use super::problem::Problem;
use super::{
    Front, State, api, collections, compress, conformance, cors, download, entity_tag, facets,
    files, front, functions, health, item, items, landing, limits, log, measure, pages, schemas,
    search, styles, tiles,
};

/// Every address of the API. `web` answers for the map and its assets.
pub fn router(state: Arc<State>, front: Arc<Front>, web: Router) -> Router {
    let both = (Arc::clone(&state), front);
    let routes = Router::new()
        .route("/", get(landing::landing))
        .route("/conformance", get(conformance::conformance))
        .route("/api", get(api::api))
        .route("/collections", get(collections::collections))
        .route("/collections/{collection}", get(collections::collection))
        .route("/collections/{collection}/schema", get(schemas::schema))
        .route(
            "/collections/{collection}/queryables",
            get(schemas::queryables),
        )
        .route(
            "/collections/{collection}/sortables",
            get(schemas::sortables),
        )
        .route("/collections/{collection}/items", get(items::items))
        .route(
            "/collections/{collection}/search",
            post(search::search).layer(DefaultBodyLimit::max(search::LONGEST)),
        )
        .route(
            "/collections/{collection}/download",
            get(download::download),
        )
        .route("/collections/{collection}/facets", get(facets::facets))
        .route(
            "/collections/{collection}/tiles",
            get(tiles::collection_tilesets),
        )
        .route(
            "/collections/{collection}/tiles/{set}",
            get(tiles::collection_tileset),
        )
        .route(
            "/collections/{collection}/tiles/{set}/{matrix}/{row}/{col}",
            get(tiles::of_collection),
        )
        .route("/tiles", get(tiles::tilesets))
        .route("/tiles/{set}", get(tiles::tileset))
        .route("/tiles/{set}/{matrix}/{row}/{col}", get(tiles::of_all))
        .route("/tileMatrixSets", get(tiles::matrix_sets))
        .route("/tileMatrixSets/{set}", get(tiles::matrix_set))
        .route("/styles", get(styles::styles))
        .route("/styles/{style}", get(styles::style))
        .route("/functions", get(functions::functions))
        .route("/collections/{collection}/items/{feature}", get(item::item))
        .route("/geojson/{file}", get(files::file))
        .route("/pages/{file}", get(pages::assets::file))
        .route("/pages.css", get(pages::assets::style_sheet))
        .fallback(nothing_here)
        .with_state(Arc::clone(&state))
        .merge(web)
        .method_not_allowed_fallback(not_allowed)
        .layer(from_fn_with_state(both.clone(), inside))
        // Whatever is going on, a monitor hears that the server is up.
        .route(
            "/health",
            get(health::health)
                .with_state(state)
                .layer(map_request(async |request: Request| {
                    measure::tell_route(&request);
                    request
                })),
        )
        .method_not_allowed_fallback(not_allowed);
    // Around the routes as a whole: they tell methods apart before their own layers are run.
    let caught = CatchPanicLayer::custom(after_panic).layer(routes);
    Router::new().fallback_service(from_fn_with_state(both, around).layer(caught))
}

type Both = (Arc<State>, Arc<Front>);

/// What every request passes through. One function and not a layer for each step: a router boxes
/// its layers, and copies for each request all that lies inside of each.
async fn around(
    Shared((state, front)): Shared<Both>,
    mut request: Request,
    next: Next,
) -> Response {
    let line = log::Line::begin(&request);
    let measured = measure::Measured::begin(&front, &mut request);
    let asked = cors::Asked::begin(&mut request);
    let response = match front::address(&state, &front, &mut request) {
        Ok(found) => {
            let mut response = next.run(request).await;
            found.tell(&mut response);
            response
        }
        Err(problem) => problem.into_response(),
    };
    let response = measured.end(&front, never_sniff(asked.end(response)));
    line.end(&response);
    response
}

/// What a request for one of the routes passes through.
async fn inside(Shared((state, front)): Shared<Both>, request: Request, next: Next) -> Response {
    measure::tell_route(&request);
    let (reader, mut request) = pages::problem::Reader::begin(&state, request);
    let known = entity_tag::Known::begin(&mut request);
    let accepted = compress::Accepted::begin(&request);
    let client = request.extensions().get().copied();
    let work = async { accepted.end(next.run(request).await).await };
    reader.end(known.end(limits::limited(&front, client, work).await))
}

async fn not_allowed(uri: http::Uri) -> Problem {
    Problem::method_not_allowed(uri.path())
}

/// An address with a slash too many leads to the one without it: some clients put it there.
async fn nothing_here(_: Shared<Arc<State>>, request: Request) -> Response {
    let uri = request.uri();
    match uri
        .path()
        .strip_suffix('/')
        .filter(|path| path.starts_with('/') && !path.starts_with("//"))
    {
        Some(path) => {
            let query = uri
                .query()
                .map(|query| format!("?{query}"))
                .unwrap_or_default();
            // Relative to the address itself, so that it is right behind a proxy's path as well.
            let last = path.rsplit('/').next().unwrap_or_default();
            Redirect::permanent(&format!("../{last}{query}")).into_response()
        }
        None => Problem::not_found(
            "Nothing is at this address. The landing page / lists what there is.",
        )
        .into_response(),
    }
}

fn never_sniff(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    );
    response
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the signature is the layer's"
)]
fn after_panic(cause: Box<dyn std::any::Any + Send>) -> Response {
    let text = cause.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| cause.downcast_ref::<&str>().copied());
    tracing::error!(cause = text.unwrap_or("unknown"), "a handler panicked");
    Problem::internal().into_response()
}
