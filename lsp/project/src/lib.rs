//! What a Nango project is: roots, registry, integrations, functions, models, SDK calls
