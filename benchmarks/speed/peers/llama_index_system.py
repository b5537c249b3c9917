"""LlamaIndex as its starter tutorial with local models sets it up: a directory reader, and a vector store index kept in a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.speed.peers.system import Indexed

__all__ = ["LlamaIndex"]

_LIMIT = 10


class LlamaIndex:
    """See System."""

    def load(self, model: str) -> None:
        """See System.load."""
        from llama_index.core import Settings
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        Settings.embed_model = HuggingFaceEmbedding(model_name=model)

    def index(self, texts: Path, index: Path, chunks: Sequence[str] | None) -> Indexed:
        """See System.index."""
        from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
        from llama_index.core.schema import TextNode

        made: Any
        if chunks is None:
            made = VectorStoreIndex.from_documents(SimpleDirectoryReader(str(texts)).load_data())
        else:
            made = VectorStoreIndex([TextNode(text=text) for text in chunks])
        made.storage_context.persist(persist_dir=str(index))
        held = [node.get_content() for node in made.docstore.docs.values()]
        return Indexed(len(held), sum(map(len, held)))

    def open(self, index: Path, model: str) -> Callable[[str], Sequence[str]]:
        """See System.open."""
        from llama_index.core import StorageContext, load_index_from_storage

        self.load(model)
        opened: Any = load_index_from_storage(StorageContext.from_defaults(persist_dir=str(index)))
        retriever = opened.as_retriever(similarity_top_k=_LIMIT)
        return lambda question: [found.node.get_content() for found in retriever.retrieve(question)]
